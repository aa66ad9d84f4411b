using System.Text.Json;
using System.Text.Json.Nodes;

namespace Saker.TestKit;

/// <summary>The default slot's settings with other values, as a file.</summary>
public static class SlotDocument
{
    /// <summary>The host's own.</summary>
    public static string Default { get; } = Path.Combine(Places.RepositoryRoot, "host", "Saker.Host", "slot.json");

    /// <summary>Writes it; returns the path.</summary>
    /// <param name="path">The file; its folder is made.</param>
    /// <param name="changes">By the file's names; null: the name is left out.</param>
    public static string Write(string path, params (string Name, JsonNode? Value)[] changes)
    {
        var slot = (JsonObject)JsonNode.Parse(File.ReadAllText(Default), documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip })!;
        foreach ((string name, JsonNode? value) in changes)
        {
            slot.Remove(name);
            if (value is not null)
            {
                slot[name] = value;
            }
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, slot.ToJsonString());
        return path;
    }
}
