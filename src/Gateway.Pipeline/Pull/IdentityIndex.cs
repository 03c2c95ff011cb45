using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Pipeline.Pull;

/// <summary>
/// What a read knows of identities: which content is stored for each, and which content this read met first. Hashes in one
/// open-addressing table (25 bytes a slot), so that a full read asks the database nothing about a row that did not change.
/// See decisions/0002-identity-index.md.
/// </summary>
internal sealed class IdentityIndex
{
    private const byte Stored = 1;
    private const byte Met = 2;

    // A platform may announce anything; room is made in advance for no more than this (about 70 MB).
    private const long MostExpected = 2_000_000;

    private UInt128[] _identities;
    private ulong[] _contents;
    private byte[] _states;
    private int _used;

    public IdentityIndex(long expected)
    {
        var size = (int)Math.Max(1024, expected * 4 / 3 + 1024);
        _identities = new UInt128[size];
        _contents = new ulong[size];
        _states = new byte[size];
    }

    /// <summary>How many identities are stored and have not been met by this read.</summary>
    public long StoredUnmet { get; private set; }

    public static UInt128 HashOf(string identity)
    {
        Span<byte> bytes = stackalloc byte[384];
        var fits = identity.Length <= 128;
        var count = fits ? Encoding.UTF8.GetBytes(identity, bytes) : 0;
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(fits ? bytes[..count] : Encoding.UTF8.GetBytes(identity), hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash) | UInt128.One; // zero marks a free slot
    }

    public static ulong HashOf(Guid content)
    {
        Span<byte> bytes = stackalloc byte[16];
        content.TryWriteBytes(bytes);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }

    /// <summary>Makes room at once for as many identities as the platform announced, within reason: beyond it the table grows as rows come.</summary>
    public void Expect(long identities)
    {
        identities = Math.Min(identities, MostExpected);
        if (identities * 4 / 3 > _identities.Length)
        {
            Resize((int)(identities * 4 / 3 + 1024));
        }
    }

    /// <summary>Empties the index: an incremental read knows only the identities of its present step.</summary>
    public void Forget()
    {
        Array.Clear(_identities);
        Array.Clear(_contents);
        Array.Clear(_states);
        (_used, StoredUnmet) = (0, 0);
    }

    /// <summary>Records what is stored.</summary>
    public void AddStored(UInt128 identity, Guid content)
    {
        var place = Find(identity);
        _contents[place] = HashOf(content);
        _states[place] = Stored;
        StoredUnmet++;
    }

    /// <summary>Meets an identity, and says what was known of it.</summary>
    public Meeting Meet(UInt128 identity, Guid content)
    {
        var place = Find(identity);
        var hash = HashOf(content);
        var same = _contents[place] == hash;
        switch (_states[place])
        {
            case Met | Stored or Met:
                return same ? Meeting.RepeatedSame : Meeting.RepeatedOther;
            case Stored:
                StoredUnmet--;
                _states[place] = Met | Stored;
                _contents[place] = hash; // what is stored mattered until now; from here on, what was met first
                return same ? Meeting.StoredSame : Meeting.StoredOther;
            default:
                _states[place] = Met;
                _contents[place] = hash;
                return Meeting.Unknown;
        }
    }

    public bool WasMet(UInt128 identity) => (_states[Find(identity)] & Met) != 0;

    private int Find(UInt128 identity)
    {
        if (_used * 8L > _identities.Length * 7L)
        {
            Resize(_identities.Length * 2);
        }

        var place = Home(identity);
        while (_identities[place] != identity)
        {
            if (_identities[place] == UInt128.Zero)
            {
                _identities[place] = identity;
                _used++;
                break;
            }

            place = place + 1 == _identities.Length ? 0 : place + 1;
        }

        return place;
    }

    private int Home(UInt128 identity) => (int)Math.BigMul((ulong)(identity >> 64), (ulong)_identities.Length, out _);

    private void Resize(int size)
    {
        var (identities, contents, states) = (_identities, _contents, _states);
        (_identities, _contents, _states) = (new UInt128[size], new ulong[size], new byte[size]);
        _used = 0;
        for (var old = 0; old < identities.Length; old++)
        {
            if (identities[old] != UInt128.Zero)
            {
                var place = Find(identities[old]);
                _contents[place] = contents[old];
                _states[place] = states[old];
            }
        }
    }
}

/// <summary>What was known of an identity when a row with it was met.</summary>
internal enum Meeting
{
    /// <summary>Not stored, not met before.</summary>
    Unknown,

    /// <summary>Stored with this content.</summary>
    StoredSame,

    /// <summary>Stored with other content.</summary>
    StoredOther,

    /// <summary>Met before in this read with this content.</summary>
    RepeatedSame,

    /// <summary>Met before in this read with other content.</summary>
    RepeatedOther,
}
