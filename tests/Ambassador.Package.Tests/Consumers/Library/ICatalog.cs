using Ambassador;

// As far back as generated code goes: C# 9.
namespace Shop
{
    [Ambassador(Retry = 1)]
    public interface ICatalog
    {
        string Get(int id);
    }

    public sealed class Catalog : ICatalog
    {
        public string Get(int id) => $"Product {id}";
    }
}
