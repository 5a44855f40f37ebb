using System.Threading.Tasks.Sources;
using Ambassador.Benchmarks;

namespace Ambassador.Tests.Performance;

[Ambassador(Retry = 3, Breaker = 0.5)]
public interface IPending
{
    ValueTask<int> OfValueTask(int id, CancellationToken cancellationToken = default);

    ValueTask NothingOfValueTask(int id, CancellationToken cancellationToken = default);

    Task<int> OfTask(int id, CancellationToken cancellationToken = default);
}

[Ambassador(Retry = 3, Breaker = 0.5, TimeoutMs = 60_000)]
public interface IPendingTimed
{
    ValueTask<int> OfValueTask(int id, CancellationToken cancellationToken = default);
}

/// <summary>A call whose inner call completes later.</summary>
[Collection(nameof(Undisturbed))]
public class PendingCallTests
{
    [Fact]
    public void A_pending_ValueTask_allocates_nothing_beyond_the_inner_call()
    {
        var service = new LateService();
        IPending pending = new PendingAmbassador(service, new AmbassadorRuntime());
        IPendingTimed timed = new PendingTimedAmbassador(service, new AmbassadorRuntime());

        Assert.Equal(0, Allocation.Of(() =>
        {
            var call = pending.OfValueTask(1);
            Assert.False(call.IsCompleted);
            service.Answer();
            call.GetAwaiter().GetResult();
        }));
        Assert.Equal(0, Allocation.Of(() =>
        {
            var call = pending.NothingOfValueTask(1);
            service.Answer();
            call.GetAwaiter().GetResult();
        }));
        Assert.Equal(0, Allocation.Of(() =>
        {
            var call = timed.OfValueTask(1);
            Assert.False(call.IsCompleted);
            service.Answer();
            call.GetAwaiter().GetResult();
        }));
    }

    [Fact]
    public void A_pending_Task_allocates_no_more_than_a_hand_written_async_method_with_the_same_loop()
    {
        var service = new LateService();
        IPending pending = new PendingAmbassador(service, new AmbassadorRuntime());
        var handWritten = new HandWritten(service.OfTask);

        var ours = Allocation.Of(() => Complete(pending.OfTask(1), service));
        var theirs = Allocation.Of(() => Complete(handWritten.GetTaskAsync(1), service));

        Assert.InRange(ours, 1, theirs);
    }

    private static void Complete(Task<int> call, LateService service)
    {
        Assert.False(call.IsCompleted);
        service.Answer();
        call.GetAwaiter().GetResult();
    }

    /// <summary>Answers when it is told to, on the thread that tells it, from a pooled source.</summary>
    private sealed class LateService : IPending, IPendingTimed, IValueTaskSource<int>, IValueTaskSource
    {
        private ManualResetValueTaskSourceCore<int> _answer;
        private TaskCompletionSource<int>? _taskAnswer;

        public ValueTask<int> OfValueTask(int id, CancellationToken cancellationToken = default) => new(this, Reset());

        public ValueTask NothingOfValueTask(int id, CancellationToken cancellationToken = default) => new(this, Reset());

        public Task<int> OfTask(int id, CancellationToken cancellationToken = default) => (_taskAnswer = new()).Task;

        public void Answer()
        {
            if (_taskAnswer is null)
                _answer.SetResult(42);
            else
                _taskAnswer.SetResult(42);

            _taskAnswer = null;
        }

        int IValueTaskSource<int>.GetResult(short token) => _answer.GetResult(token);

        void IValueTaskSource.GetResult(short token) => _answer.GetResult(token);

        public ValueTaskSourceStatus GetStatus(short token) => _answer.GetStatus(token);

        public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
            => _answer.OnCompleted(continuation, state, token, flags);

        private short Reset()
        {
            _answer.Reset();
            return _answer.Version;
        }
    }
}
