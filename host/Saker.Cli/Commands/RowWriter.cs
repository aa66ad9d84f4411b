namespace Saker.Cli;

/// <summary>Rows to a file or to standard output; what was written before a fault is kept.</summary>
internal sealed class RowWriter : IDisposable
{
    public RowWriter(string? path)
    {
        Stream stream = path is null ? Console.OpenStandardOutput() : new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read);
        Text = new StreamWriter(stream, bufferSize: 1 << 16);
    }

    public StreamWriter Text { get; }

    public void Line(string line)
    {
        Text.Write(line);
        Text.Write('\n');
    }

    public void Dispose() => Text.Dispose();
}
