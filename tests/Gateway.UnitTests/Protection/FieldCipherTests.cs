using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Gateway.Pipeline.Protection;
using Xunit;

namespace Gateway.UnitTests.Protection;

public sealed class FieldCipherTests
{
    private static readonly byte[] Old = [.. Enumerable.Repeat((byte)1, 32)];
    private static readonly byte[] New = [.. Enumerable.Repeat((byte)2, 32)];

    [Fact]
    public void What_was_protected_comes_back()
    {
        var cipher = new FieldCipher([Old]);
        Gen.Byte.Array[0, 2000].Sample(clear => cipher.Unprotect(cipher.Protect(clear)).AsSpan().SequenceEqual(clear));
        Gen.Int[0, 700].Sample(length =>
        {
            var clear = new string('证', length);
            return cipher.UnprotectText(cipher.Protect(clear)) == clear;
        });
    }

    [Fact]
    public void Every_altered_byte_is_refused()
    {
        var cipher = new FieldCipher([Old]);
        var sealedBytes = cipher.Protect("61050219900307888X");
        for (var i = 0; i < sealedBytes.Length; i++)
        {
            var altered = sealedBytes.ToArray();
            altered[i] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => cipher.Unprotect(altered));
        }

        Assert.ThrowsAny<CryptographicException>(() => cipher.Unprotect(sealedBytes.AsSpan(0, 20)));
    }

    [Fact]
    public void The_same_value_never_looks_the_same_and_is_found_by_its_hash()
    {
        var cipher = new FieldCipher([Old]);
        Assert.NotEqual(cipher.Protect("61050219900307888X"), cipher.Protect("61050219900307888X"));
        Assert.Equal(cipher.LookupHash("61050219900307888X"), cipher.LookupHash("61050219900307888X"));
        Assert.NotEqual(cipher.LookupHash("61050219900307888X"), new FieldCipher([New]).LookupHash("61050219900307888X"));
        Assert.NotEqual(SHA256.HashData(Encoding.UTF8.GetBytes("61050219900307888X")), cipher.LookupHash("61050219900307888X"));
    }

    /// <summary>A nonce used twice under one key would give the values away.</summary>
    [Fact]
    public void No_nonce_is_ever_used_twice_on_any_thread()
    {
        var cipher = new FieldCipher([Old]);
        var nonces = new System.Collections.Concurrent.ConcurrentDictionary<string, bool>();
        Parallel.For(0, 20_000, _ => Assert.True(nonces.TryAdd(Convert.ToHexString(cipher.Protect("值").AsSpan(1, 12)), true)));
        Assert.Equal(20_000, nonces.Count);
    }

    [Fact]
    public void During_a_rotation_both_keys_read_and_the_new_one_writes()
    {
        var before = new FieldCipher([Old]);
        var during = new FieldCipher([New, Old]);
        var after = new FieldCipher([New]);
        Assert.Equal("值", during.UnprotectText(before.Protect("值")));
        Assert.Equal("值", after.UnprotectText(during.Protect("值")));
        Assert.Equal(before.LookupHash("值"), during.LookupHash("值"));
        Assert.ThrowsAny<CryptographicException>(() => after.UnprotectText(before.Protect("值")));
    }

    // Four replicas are restarted one after the other. Fails when a process can't read what one that is ahead of it wrote, or when look-ups of
    // the two don't find the same rows.
    [Fact]
    public void While_processes_are_restarted_one_by_one_each_reads_what_the_others_write()
    {
        FieldCipher[] first = [new([Old]), new([Old], [New])];
        FieldCipher[] second = [new([Old], [New]), new([New, Old])];
        foreach (var together in new[] { first, second })
        {
            Assert.All(together, x => Assert.All(together, y => Assert.Equal("值", y.UnprotectText(x.Protect("值")))));
            Assert.Equal(together[0].LookupHash("值"), together[1].LookupHash("值"));
        }

        Assert.Equal(first[0].Protect("值")[0], first[1].Protect("值")[0]);
        Assert.NotEqual(second[0].Protect("值")[0], second[1].Protect("值")[0]);
    }

    [Fact]
    public void Two_keys_that_can_not_be_told_apart_are_refused()
    {
        var id = new FieldCipher([Old]).Protect("")[0];
        var twin = Enumerable.Range(0, 5000).Select(x => SHA256.HashData(BitConverter.GetBytes(x))).First(x => new FieldCipher([x]).Protect("")[0] == id);
        Assert.Throws<ArgumentException>(() => new FieldCipher([Old, twin]));
        Assert.Equal("值", new FieldCipher([Old, Old]).UnprotectText(new FieldCipher([Old]).Protect("值")));
    }

    [Fact]
    public void A_landed_body_comes_back_and_never_longer_than_recorded()
    {
        var cipher = new FieldCipher([Old]);
        var body = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("""{"ENT_NAME":"渭南某某公司"},""", 5000)));
        var landed = LandedBody.Seal(body, cipher);
        Assert.True(landed.Length < body.Length / 10);
        Assert.Equal(body, LandedBody.Open(landed, body.Length, cipher));
        Assert.Throws<InvalidDataException>(() => LandedBody.Open(landed, body.Length - 1, cipher));
        Assert.Throws<EndOfStreamException>(() => LandedBody.Open(landed, body.Length + 1, cipher));
    }
}
