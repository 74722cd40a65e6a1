namespace EdgeProxy.Hosting.Running;


/// <summary>What a person may ask of a replica.</summary>
internal enum ReplicaCommand
{
    Start,
    Stop,
    Restart,
}
