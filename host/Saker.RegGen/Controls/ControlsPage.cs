namespace Saker.RegGen;

/// <summary>The checked list of controls and the page that comes from it.</summary>
/// <param name="List">The controls.</param>
/// <param name="Text">docs/controls.md as it must be.</param>
public sealed record ControlsPage(ControlList List, string Text)
{
    /// <summary>Reads the list of a tree, ties it to what it names, and writes the page.</summary>
    /// <exception cref="MapException">A control names what is not there, or something is tied to no control.</exception>
    public static ControlsPage Of(SourceTree tree, Maps maps)
    {
        var list = ControlReader.Read(tree[SourceTree.Controls] ?? "");
        ControlValidator.Check(list, maps, tree);
        return new ControlsPage(list, ControlsEmitter.Emit(tree[SourceTree.Page] ?? "", list, tree));
    }
}
