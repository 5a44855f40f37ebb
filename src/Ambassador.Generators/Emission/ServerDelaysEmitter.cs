using Ambassador.Generators.Model;
using Microsoft.CodeAnalysis.Text;

namespace Ambassador.Generators.Emission;

/// <summary>Writes what teaches the runtime to read when to retry off the exceptions of libraries that it does not know itself.</summary>
internal static class ServerDelaysEmitter
{
    public const string HintName = "Ambassador.ServerDelays.g.cs";

    private const string Register = "global::Ambassador.ServerDelays.Register";
    private const string Http = "global::Ambassador.Retry.HttpFailures";

    public static SourceText Emit(EnvironmentModel environment)
    {
        var writer = Source.Begin([])
            .Lines("namespace Ambassador.Generated").Open()
            .Lines(Source.GeneratedCode)
            .Lines("[global::Microsoft.CodeAnalysis.Embedded]")
            .Lines("internal static class ServerDelaysOfReferences").Open()
            .Lines("[global::System.Runtime.CompilerServices.ModuleInitializer]")
            .Lines("internal static void Register()").Open();

        if (environment.HasGrpc)
            writer.Lines($"{Register}<global::Grpc.Core.RpcException>(static (error, _) => {Http}.Pushback(error.Trailers.GetValue(\"grpc-retry-pushback-ms\")));");

        if (environment.HasRefit)
            writer.Lines($"{Register}<global::Refit.ApiException>(static (error, time) => {Http}.RetryAfter(error.Headers, time));");

        return writer.Close().Close().Close().Finish();
    }
}
