using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Saker.Console;

/// <summary>The framework's own script, out of the assembly that embeds it (Saker.Console.csproj says why).</summary>
internal static class BlazorScript
{
    private const string Resource = "_framework/blazor.web.js";

    public static byte[] Bytes { get; } = Read();

    private static byte[] Read()
    {
        string path = Path.Combine(AppContext.BaseDirectory, "blazor-script.bin");
        using var pe = new PEReader(File.OpenRead(path));
        MetadataReader metadata = pe.GetMetadataReader();
        foreach (ManifestResourceHandle handle in metadata.ManifestResources)
        {
            ManifestResource resource = metadata.GetManifestResource(handle);
            if (metadata.StringComparer.Equals(resource.Name, Resource))
            {
                PEMemoryBlock resources = pe.GetSectionData(pe.PEHeaders.CorHeader!.ResourcesDirectory.RelativeVirtualAddress);
                BlobReader reader = resources.GetReader();
                reader.Offset = (int)resource.Offset;
                return reader.ReadBytes(reader.ReadInt32());
            }
        }

        throw new InvalidOperationException($"'{path}' does not hold {Resource}.");
    }
}
