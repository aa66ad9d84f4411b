namespace Saker.Rpc.Tests;

/// <summary>A test that needs node and the packages of <c>node/package-lock.json</c>; skipped with the reason where they are absent.</summary>
public sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute()
    {
        if (!Directory.Exists(Path.Combine(ForeignClient.Folder, "node_modules", "@grpc", "grpc-js")))
        {
            Skip = "@grpc/grpc-js is not installed: run `npm ci` in tests/Saker.Rpc.Tests/node";
        }
        else if (!ForeignClient.NodeFound)
        {
            Skip = "node is not on the PATH";
        }
    }
}
