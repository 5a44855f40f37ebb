using Replicas.Service;
using Replicas.Traffic;

namespace Replicas.Clients;

/// <summary>Writes down what becomes of the attempts on one replica, for the picture. Is disposed when the replica has left and its last call has ended.</summary>
internal sealed class MeasuredReplica(IReplica inner, ReplicaTraffic traffic) : IReplica, IDisposable
{
    public async Task<string> GetAsync(int id, CancellationToken cancellationToken)
    {
        var number = traffic.Begin();
        var end = AttemptEnd.Broken;
        try
        {
            var answer = await inner.GetAsync(id, cancellationToken);
            end = AttemptEnd.Answered;
            return answer;
        }
        catch (OperationCanceledException)
        {
            end = AttemptEnd.GivenUp;
            throw;
        }
        finally
        {
            traffic.End(number, end);
        }
    }

    public Task PingAsync(CancellationToken cancellationToken) => inner.PingAsync(cancellationToken);

    public void Dispose() => traffic.Close();
}
