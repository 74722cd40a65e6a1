using Microsoft.Extensions.Options;

namespace EdgeProxy.Dashboard.Persistence;

/// <summary>Refuses settings that cannot work, naming each key with its allowed values.</summary>
internal sealed class PersistenceOptionsValidator : IValidateOptions<PersistenceOptions>
{
    private const long MiB = 1024 * 1024;

    public ValidateOptionsResult Validate(string? name, PersistenceOptions options)
    {
        var errors = new List<string>();
        if (options.IsEnabled && Directory.Exists(options.Path))
            errors.Add($"{PersistenceOptions.Section}:Path is '{options.Path}', a folder. Allowed: a file, such as '{Path.Combine(options.Path!, "telemetry.db")}'.");
        if (options.MaxBytes < MiB)
            errors.Add($"{PersistenceOptions.Section}:MaxBytes is {options.MaxBytes}. Allowed: at least {MiB}.");
        if (options.MaxQueuedBytes < MiB)
            errors.Add($"{PersistenceOptions.Section}:MaxQueuedBytes is {options.MaxQueuedBytes}. Allowed: at least {MiB}.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
