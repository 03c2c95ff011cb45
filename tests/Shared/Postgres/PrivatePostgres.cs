using System.Diagnostics;
using System.Security.Cryptography;
using Npgsql;

namespace Gateway.Testing;

/// <summary>
/// A PostgreSQL server of the test's own, from Debian's binaries: it can be stopped, started and killed without harm to others,
/// and ends with the test process, whatever ends that.
/// </summary>
public sealed class PrivatePostgres : IAsyncDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("gateway-pg-").FullName;
    private readonly int _port = FreePort.Next();
    private readonly string _password = RandomNumberGenerator.GetHexString(32);
    private ServerThread? _server;

    private PrivatePostgres()
    {
    }

    /// <summary>Without a database.</summary>
    public string ConnectionString => $"Host=127.0.0.1;Port={_port};Username=postgres;Password={_password}";

    private string Data => Path.Combine(_home, "data");

    public static async Task<PrivatePostgres> CreateAsync(CancellationToken cancellationToken)
    {
        var server = new PrivatePostgres();
        try
        {
            await server.InitialiseAsync(cancellationToken);
            await server.StartAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_server is not null)
        {
            throw new InvalidOperationException("The server runs already.");
        }

        _server = ServerThread.Start(PostgresBinaries.Command("postgres", dieWithParent: true,
            "-D", Data, "-p", $"{_port}", "-c", "listen_addresses=127.0.0.1", "-c", $"unix_socket_directories={_home}",
            "-c", "max_connections=200", "-c", "shared_buffers=256MB", "-c", "max_wal_size=2GB", "-c", "wal_compression=on",
            "-c", "timezone=UTC"), Path.Combine(TestEnvironment.LogFolder, $"postgres-{_port}.log"));
        await Until.TrueAsync("PostgreSQL answers", TimeSpan.FromSeconds(60), AnswersAsync, cancellationToken);
    }

    /// <summary>A fast shutdown: connections are cut, what was committed is kept.</summary>
    public Task StopAsync() => EndAsync(PosixSignalNumber.Interrupt);

    /// <summary>SIGKILL to the server and all its processes: as a lost machine, with recovery at the next start.</summary>
    public Task KillAsync() => EndAsync(PosixSignalNumber.Kill);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_home, recursive: true);
    }

    private async Task InitialiseAsync(CancellationToken cancellationToken)
    {
        var passwordFile = Path.Combine(_home, "password");
        await File.WriteAllTextAsync(passwordFile, _password, cancellationToken);
        await PostgresBinaries.GiveAsync(_home, cancellationToken);
        using var initdb = Process.Start(PostgresBinaries.Command("initdb", dieWithParent: false,
            "-D", Data, "-U", "postgres", "-A", "scram-sha-256", $"--pwfile={passwordFile}", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"))!;
        var output = initdb.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = await initdb.StandardError.ReadToEndAsync(cancellationToken);
        await output;
        await initdb.WaitForExitAsync(cancellationToken);
        if (initdb.ExitCode != 0)
        {
            throw new InvalidOperationException($"initdb failed: {errors}");
        }
    }

    private async Task EndAsync(PosixSignalNumber signal)
    {
        if (_server is { } server)
        {
            _server = null;
            await server.EndAsync(signal);
        }
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        if (_server is not { Running: true })
        {
            throw new InvalidOperationException($"PostgreSQL ended while starting; its log is in {TestEnvironment.LogFolder}");
        }

        try
        {
            await using var connection = new NpgsqlConnection($"{ConnectionString};Database=postgres;Pooling=false");
            await connection.OpenAsync(cancellationToken);
            return true;
        }
        catch (NpgsqlException)
        {
            return false; // still starting
        }
    }
}
