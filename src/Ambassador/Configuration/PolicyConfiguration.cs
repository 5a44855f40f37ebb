using Ambassador.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Ambassador.Configuration;

/// <summary>
/// The overrides in force: read and checked once, then again after each change of the configuration.
/// Safe for concurrent use: a reload may arrive on any thread.
/// </summary>
internal sealed class PolicyConfiguration : IDisposable
{
    private readonly IConfiguration? _section;
    private readonly string _sectionName;
    private readonly Type _optionsType;
    private readonly PolicyOverrides _code;
    private readonly IReadOnlyCollection<KnownInterface> _interfaces;
    private readonly ILogger _logger;
    private readonly HashSet<string> _warned = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock _lock = new();

    private PolicyOverrides? _current;
    private AmbassadorRuntime? _runtime;
    private IDisposable? _watch;

    /// <param name="configuration">The program's configuration; null where it has none.</param>
    /// <param name="sectionName">The section to read.</param>
    /// <param name="optionsType">What a failure is reported as the options of.</param>
    /// <param name="code">What code has set, which wins over the configuration.</param>
    /// <param name="interfaces">The interfaces that the section may name.</param>
    /// <param name="logger">Told about unknown interfaces and reloads.</param>
    public PolicyConfiguration(
        IConfiguration? configuration,
        string sectionName,
        Type optionsType,
        PolicyOverrides code,
        IReadOnlyCollection<KnownInterface> interfaces,
        ILogger logger)
    {
        _section = configuration?.GetSection(sectionName);
        _sectionName = sectionName;
        _optionsType = optionsType;
        _code = code;
        _interfaces = interfaces;
        _logger = logger;
    }

    /// <summary>Reads the configuration unless that has been done, and begins to watch it.</summary>
    /// <exception cref="OptionsValidationException">Something in the section cannot stand; the message lists all of it.</exception>
    public PolicyOverrides Load()
    {
        lock (_lock)
        {
            if (_current is not null)
                return _current;

            // Watching begins before reading, so that no change falls between the two.
            _watch ??= _section is null ? null : ChangeToken.OnChange(_section.GetReloadToken, Reload);
            return _current = Read();
        }
    }

    /// <summary>Puts the overrides in force on a runtime, now and after each reload. Repeating it costs one comparison.</summary>
    /// <exception cref="OptionsValidationException">Something in the section cannot stand; the message lists all of it.</exception>
    public void ApplyTo(AmbassadorRuntime runtime)
    {
        if (ReferenceEquals(Volatile.Read(ref _runtime), runtime))
            return;

        lock (_lock)
        {
            runtime.Overrides = Load();
            Volatile.Write(ref _runtime, runtime);
        }
    }

    /// <summary>Ends the watch.</summary>
    public void Dispose()
    {
        IDisposable? watch;
        lock (_lock)
        {
            watch = _watch;
            _watch = null;
            _runtime = null;
        }

        // Outside the lock: it may wait for a reload in progress, which wants the lock.
        watch?.Dispose();
    }

    private void Reload()
    {
        lock (_lock)
        {
            // Before the first successful reading there is nothing to keep; whoever reads next gets the error.
            if (_current is null)
                return;

            try
            {
                var changed = Read();
                if (changed.Equals(_current))
                    return;

                if (_runtime?.Problems(changed) is { Count: > 0 } problems)
                    throw new OptionsValidationException(_sectionName, _optionsType, problems);

                _current = changed;
                _runtime?.Overrides = changed;
                Log.ConfigurationReloaded(_logger, _sectionName);
            }
            catch (OptionsValidationException invalid)
            {
                Log.ConfigurationRejected(_logger, _sectionName, invalid.Message);
            }
        }
    }

    private PolicyOverrides Read()
    {
        if (_section is null)
            return _code;

        var read = PolicyConfigurationReader.Read(_section, _interfaces);
        foreach (var key in read.Unknown)
        {
            if (_warned.Add(key))
                Log.UnknownInterface(_logger, key, string.Join(", ", _interfaces.Select(known => known.Name)));
        }

        if (read.Errors.Count > 0)
            throw new OptionsValidationException(_sectionName, _optionsType, read.Errors);

        return _code.Over(read.Overrides);
    }
}
