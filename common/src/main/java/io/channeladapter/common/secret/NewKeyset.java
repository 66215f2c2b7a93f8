package io.channeladapter.common.secret;

/** Prints a new keyset, for {@code secrets.keyset}. */
public final class NewKeyset {
    private NewKeyset() {}

    /** Prints it on standard output, in clear: the caller keeps it in a file that others cannot read. */
    public static void main(String[] args) {
        System.out.println(Sealer.newKeyset().reveal());
    }
}
