using System.Diagnostics.CodeAnalysis;
using System.Threading.Tasks.Sources;
using Polly.Timeout;

namespace Ambassador.Pooling;

internal sealed partial class TargetPool<T>
{
    private TimeoutRejectedException OutOfTime(TimeSpan timeout, int size, Exception? cause = null) => new(
        FormattableString.Invariant(
            $"{_telemetry.Name} had no target of its pool within {timeout.TotalSeconds:0.###} s: there are {size} of at most {_rules.Max}, and {_line.Count} other calls wait."),
        timeout,
        cause!);

    /// <summary>A place in line. Used again by another caller once its own has been answered.</summary>
    /// <remarks>
    /// Memory model: it is answered by whoever takes it out of the line, under the pool's lock; it is made ready for another caller under that lock too, so
    /// never while it is still being answered. The one whom a cancellation may still reach is not used again.
    /// </remarks>
    [SuppressMessage("Design", "CA1001", Justification = "An event without a wait handle holds nothing that needs disposal.")]
    private sealed class Waiter : IValueTaskSource<PoolLease<T>>, IThreadPoolWorkItem
    {
        private readonly TargetPool<T> _pool;
        private readonly LinkedListNode<Waiter> _place;
        private ManualResetValueTaskSourceCore<PoolLease<T>> _answer;
        private CancellationTokenRegistration _registration;
        private ManualResetEventSlim? _answered;
        private Action<object?>? _continuation;
        private object? _state;
        private long _began;
        private TimeSpan _timeout;

        public Waiter(TargetPool<T> pool)
        {
            _pool = pool;
            _place = new(this);
        }

        /// <summary>The next one that is used for nothing.</summary>
        public Waiter? NextSpare { get; private set; }

        /// <summary>When it has waited for long enough.</summary>
        public long Deadline { get; private set; }

        /// <summary>The creation that it has asked for. What that fails with, it fails with.</summary>
        public Creation? Asked { get; set; }

        /// <summary>Takes its place in line. Under the pool's lock.</summary>
        public void Join()
        {
            _began = _pool._clock.Precise;
            _timeout = _pool._rules.AcquireTimeout;
            Deadline = After(_pool._clock.Now, _timeout);
            _pool._line.AddLast(_place);
            _pool.Schedule(Deadline);
        }

        /// <summary>Lets the caller's cancellation end the waiting.</summary>
        public void Follow(CancellationToken caller)
            => _registration = caller.UnsafeRegister(static (waiter, token) => ((Waiter)waiter!).Leave(token), this);

        public ValueTask<PoolLease<T>> WaitAsync() => new(this, _answer.Version);

        public PoolLease<T> Wait()
        {
            var token = _answer.Version;
            if (_answer.GetStatus(token) == ValueTaskSourceStatus.Pending)
            {
                _answered ??= new();
                _answer.OnCompleted(static answered => ((ManualResetEventSlim)answered!).Set(), _answered, token, ValueTaskSourceOnCompletedFlags.None);
                _answered.Wait();
                _answered.Reset();
            }

            return GetResult(token);
        }

        /// <summary>Answers with a target. Under the pool's lock.</summary>
        public void Serve(PooledTarget<T> target)
        {
            StepOut();
            _answer.SetResult(target.Lease());
        }

        /// <summary>Answers with a failure. Under the pool's lock.</summary>
        public void Fail(Exception error)
        {
            StepOut();
            _answer.SetException(error);
        }

        /// <summary>Answers that the time is up. Under the pool's lock.</summary>
        public void TimeOut()
        {
            StepOut();
            _answer.SetException(_pool.OutOfTime(_timeout, _pool._size));
        }

        public PoolLease<T> GetResult(short token)
        {
            try
            {
                var lease = _answer.GetResult(token);
                _pool._telemetry.Waited(_pool._clock.Precise - _began);
                return lease;
            }
            finally
            {
                // A registration that cannot be taken back has been called, or just is.
                if (_registration == default || _registration.Unregister())
                    Recycle();
            }
        }

        ValueTaskSourceStatus IValueTaskSource<PoolLease<T>>.GetStatus(short token) => _answer.GetStatus(token);

        // Who answers is not to be held up by what the caller does next. The source can see to that, but allocates; the pipeline's kind of await needs nothing
        // but to be called on the thread pool, and this object is the work item.
        void IValueTaskSource<PoolLease<T>>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        {
            if (flags != ValueTaskSourceOnCompletedFlags.None)
            {
                _answer.RunContinuationsAsynchronously = true;
                _answer.OnCompleted(continuation, state, token, flags);
                return;
            }

            (_continuation, _state) = (continuation, state);
            _answer.OnCompleted(static waiter => ThreadPool.UnsafeQueueUserWorkItem((Waiter)waiter!, preferLocal: false), this, token, flags);
        }

        void IThreadPoolWorkItem.Execute() => _continuation!(_state);

        private void Leave(CancellationToken caller)
        {
            lock (_pool._gate)
            {
                // Answered a moment ago: the call begins, and is told by its token.
                if (_place.List is not null)
                    Fail(new OperationCanceledException(caller));
            }
        }

        private void StepOut()
        {
            _pool._line.Remove(_place);
            Asked = null;
        }

        private void Recycle()
        {
            lock (_pool._gate)
            {
                _answer.Reset();
                _answer.RunContinuationsAsynchronously = false;
                (_continuation, _state, _registration) = (null, null, default);
                NextSpare = _pool._spare;
                _pool._spare = this;
            }
        }
    }

    /// <summary>A target being made.</summary>
    /// <param name="asker">Who fails if it does; null if nobody waits for it.</param>
    private sealed class Creation(Waiter? asker)
    {
        private readonly TaskCompletionSource<Exception?> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Waiter? Asker => asker;

        /// <summary>Whether the one who has asked still waits. Under the pool's lock.</summary>
        [MemberNotNullWhen(true, nameof(Asker))]
        public bool IsAwaited => asker?.Asked == this;

        /// <summary>What it has failed with.</summary>
        public Task<Exception?> Ended => _ended.Task;

        public void End(Exception? error) => _ended.SetResult(error);
    }
}
