namespace EdgeProxy.Dashboard.ResourceFeed.Contract;

/// <summary>One line of the commands' answer: somebody pressed a button.</summary>
/// <param name="Id">Comes back in the <see cref="ResourceCommandResult"/>.</param>
/// <param name="Resource">The <see cref="ResourceSnapshot.Name"/> of a resource or of one replica.</param>
/// <param name="Command">What is asked.</param>
internal sealed record ResourceCommand(string Id, string Resource, ResourceCommandName Command);
