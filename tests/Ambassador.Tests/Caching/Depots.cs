namespace Ambassador.Tests.Caching.North
{
    [Ambassador(CacheSeconds = 60, Breaker = 0.5, BreakerMinimumThroughput = 1)]
    public interface IDepot
    {
        string Find(int id);

        void Fail(int id);

        void Fail(string id);
    }

    public sealed class Depot : IDepot
    {
        public string Find(int id) => "north";

        public void Fail(int id) => throw new IOException();

        public void Fail(string id) => throw new IOException();
    }
}

namespace Ambassador.Tests.Caching.South
{
    [Ambassador(CacheSeconds = 60, Breaker = 0.5, BreakerMinimumThroughput = 1)]
    public interface IDepot
    {
        string Find(int id);

        void Fail(int id);
    }

    public sealed class Depot : IDepot
    {
        public string Find(int id) => "south";

        public void Fail(int id) => throw new IOException();
    }
}
