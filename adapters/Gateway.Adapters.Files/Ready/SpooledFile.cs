using System.Security.Cryptography;
using Gateway.Adapters.Failures;
using Org.BouncyCastle.Crypto.Digests;

namespace Gateway.Adapters.Files.Ready;

/// <summary>
/// A copy of a file on the local disk, hashed while it was copied: what is read afterwards are the very bytes that were hashed, whatever
/// happens to the original. The copy has no name any more: it ends with the process.
/// </summary>
internal sealed class SpooledFile : IAsyncDisposable
{
    private SpooledFile(FileStream stream, string hash) => (Stream, Hash) = (stream, hash);

    public FileStream Stream { get; }

    public long Length => Stream.Length;

    /// <summary>Lower-case hex.</summary>
    public string Hash { get; }

    public static async Task<SpooledFile> CopyAsync(Stream from, string folder, string algorithm, long mostBytes, CancellationToken cancellationToken)
    {
        var stream = Create(folder);
        try
        {
            using var hash = new FileHash(algorithm);
            var buffer = new byte[256 << 10];
            long total = 0;
            for (int read; (read = await from.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                total += read;
                if (total > mostBytes)
                {
                    throw new FileRefused("too_large", $"文件超过 {mostBytes >> 20} MB（maxFileBytes）");
                }

                hash.Append(buffer.AsSpan(0, read));
                await stream.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }

            await stream.FlushAsync(cancellationToken);
            stream.Position = 0;
            return new SpooledFile(stream, hash.Finish());
        }
        catch (IOException failed)
        {
            await stream.DisposeAsync();
            throw new TransientFailure("spool_io", $"复制文件时读写失败：{failed.GetType().Name}（检查磁盘空间与网络）", inner: failed);
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => Stream.DisposeAsync();

    /// <summary>A file that has no name: it ends with the process.</summary>
    public static FileStream Create(string folder, int buffer = 0)
    {
        try
        {
            var options = new FileStreamOptions
            {
                Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.Delete, BufferSize = buffer,
            };
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(folder);
            }
            else
            {
                Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            var path = Path.Combine(folder, Path.GetRandomFileName());
            var stream = new FileStream(path, options);
            File.Delete(path); // persons' data must not stay behind when the process is killed
            return stream;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new TransientFailure("spool_io", $"无法在暂存目录建立文件（{folder}）：{failed.GetType().Name}", inner: failed);
        }
    }

    private sealed class FileHash(string algorithm) : IDisposable
    {
        private readonly IncrementalHash? _sha = algorithm == "sm3" ? null : IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private readonly SM3Digest _sm3 = new();

        public void Append(ReadOnlySpan<byte> bytes)
        {
            if (_sha is not null)
            {
                _sha.AppendData(bytes);
            }
            else
            {
                _sm3.BlockUpdate(bytes);
            }
        }

        public string Finish()
        {
            if (_sha is not null)
            {
                return Convert.ToHexStringLower(_sha.GetHashAndReset());
            }

            var hash = new byte[_sm3.GetDigestSize()];
            _sm3.DoFinal(hash);
            return Convert.ToHexStringLower(hash);
        }

        public void Dispose() => _sha?.Dispose();
    }
}
