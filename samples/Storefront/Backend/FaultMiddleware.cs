using Microsoft.AspNetCore.Http;

namespace Storefront.Backend;

/// <summary>Stands before a service and does to its requests what the script says.</summary>
internal sealed class FaultMiddleware(RequestDelegate next, ScriptPlayer player)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var (fault, latency) = player.Next();
        if (fault == Fault.Dropped)
        {
            context.Abort();
            return;
        }

        try
        {
            await Task.Delay(latency, context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // The client hung up; there is nobody left to answer.
            return;
        }

        if (fault == Fault.Unavailable)
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        else
            await next(context);
    }
}
