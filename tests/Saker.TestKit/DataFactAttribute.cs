using Xunit;

namespace Saker.TestKit;

/// <summary>A fact that needs captures or a tool; it is skipped, with the reason, where they are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DataFactAttribute : FactAttribute
{
    /// <param name="data">File or folder below the folder of captures; null: none is needed.</param>
    /// <param name="tool">Program needed on $PATH; null: none.</param>
    public DataFactAttribute(string? data = null, string? tool = null) => Skip = Reason(data, tool)!;

    private static string? Reason(string? data, string? tool)
    {
        if (data is not null && !Path.Exists(Places.Data(data)))
        {
            return $"test data '{data}' is not below ../shared/data or $SAKER_DATA";
        }
        return tool is not null && Places.Tool(tool) is null ? $"'{tool}' is not installed" : null;
    }
}
