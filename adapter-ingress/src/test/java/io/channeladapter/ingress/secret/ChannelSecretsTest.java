package io.channeladapter.ingress.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.AfterUnclear;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.channel.PreviousSecret;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.channel.TwitterAccount;
import io.channeladapter.common.secret.Keyset;
import io.channeladapter.common.secret.KeysetSource;
import io.channeladapter.common.secret.Sealer;
import io.channeladapter.common.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChannelSecretsTest {
    private static final StreamId ONE = StreamId.of(new UUID(0, 1));
    private static final StreamId OTHER = StreamId.of(new UUID(0, 2));

    private final Sealer sealer = Sealer.with(Sealer.newKeyset());
    private final ChannelSecrets secrets = new ChannelSecrets(sealer);

    @Test
    void knowsTheSecretOfAConfiguredChannel() {
        changed(TestChannels.configured(ONE, sealer, "first"));
        assertThat(secrets.find(ONE))
                .isInstanceOfSatisfying(
                        SecretLookup.Known.class,
                        known -> assertThat(known.newest()).isEqualTo(new Secret("first")));
    }

    @Test
    void followsAChangeOfTheSecret() {
        changed(TestChannels.configured(ONE, sealer, "first"));
        changed(TestChannels.configured(ONE, sealer, "second"));
        assertThat(secrets.find(ONE))
                .isInstanceOfSatisfying(
                        SecretLookup.Known.class,
                        known -> assertThat(known.valid(TestChannels.AT)).containsExactly(new Secret("second")));
    }

    @Test
    void aDisabledChannelStaysKnown() {
        Channel channel = TestChannels.configured(ONE, sealer, "first");
        changed(channel.with(ChannelStatus.DISABLED, TestChannels.AT));
        assertThat(secrets.find(ONE)).isInstanceOf(SecretLookup.Known.class);
    }

    @Test
    void aDraftIsUnknown() {
        changed(TestChannels.draft(ONE));
        assertThat(secrets.find(ONE)).isInstanceOf(SecretLookup.Unknown.class);
    }

    @Test
    void g10_aDeletedChannelIsForgotten() {
        changed(TestChannels.configured(ONE, sealer, "first"));
        secrets.changed(ONE, Optional.empty());
        assertThat(secrets.find(ONE)).isInstanceOf(SecretLookup.Unknown.class);
        assertThat(secrets.size()).isZero();
    }

    @Test
    void credentialsOfAnotherKeysetAreUnreadableAndHarmNoOther() {
        Sealer stranger = Sealer.with(Sealer.newKeyset());
        changed(TestChannels.configured(ONE, stranger, "first"));
        changed(TestChannels.configured(OTHER, sealer, "second"));
        assertThat(secrets.find(ONE)).isInstanceOf(SecretLookup.Unreadable.class);
        assertThat(secrets.find(OTHER)).isInstanceOf(SecretLookup.Known.class);
    }

    @Test
    void credentialsThatAreNoneAreUnreadable() {
        changed(TestChannels.sealed(ONE, sealer.seal("no JSON", ONE.value())));
        assertThat(secrets.find(ONE)).isInstanceOf(SecretLookup.Unreadable.class);
        changed(TestChannels.sealed(ONE, sealer.seal("{}", ONE.value())));
        assertThat(secrets.find(ONE)).isInstanceOf(SecretLookup.Unreadable.class);
    }

    @Test
    void g9_credentialsSealedForAnotherChannelAreUnreadable() {
        Channel other = TestChannels.configured(OTHER, sealer, "second");
        changed(TestChannels.sealed(ONE, String.valueOf(other.sealedCredentials())));
        assertThat(secrets.find(ONE)).isInstanceOf(SecretLookup.Unreadable.class);
    }

    @Test
    void anUnreadableChannelRecoversOnceTheKeysetHasItsKey(@TempDir Path folder) throws IOException {
        Keyset first = Keyset.fresh();
        Keyset promoted = first.withNewKey().withNewestPrimary();
        Path file = folder.resolve("keyset.json");
        Files.writeString(file, first.json().reveal());
        ChannelSecrets following = new ChannelSecrets(Sealer.with(new KeysetSource(first.json(), file)));
        Sealer ahead = Sealer.with(promoted.json());
        following.changed(ONE, Optional.of(TestChannels.configured(ONE, ahead, "first")));
        assertThat(following.find(ONE)).isInstanceOf(SecretLookup.Unreadable.class);

        Files.writeString(file, promoted.json().reveal());
        following.changed(OTHER, Optional.of(TestChannels.configured(OTHER, ahead, "second")));

        assertThat(following.find(OTHER)).isInstanceOf(SecretLookup.Known.class);
        assertThat(following.find(ONE)).isInstanceOf(SecretLookup.Known.class);
    }

    @Test
    void anUnreadableChannelRecoversWithItsNextChange() {
        changed(TestChannels.sealed(ONE, "damaged"));
        changed(TestChannels.configured(ONE, sealer, "first"));
        assertThat(secrets.find(ONE)).isInstanceOf(SecretLookup.Known.class);
    }

    @Test
    void whatWaitsIsValidBesideWhatIsInUseAndForItsTimeWhatWasReplaced() {
        Instant until = TestChannels.AT.plusSeconds(60);
        changed(changing("old", "new", "older", until));

        assertThat(valid(until.minusSeconds(1)))
                .containsExactly(new Secret("new"), new Secret("old"), new Secret("older"));
        assertThat(valid(until)).containsExactly(new Secret("new"), new Secret("old"));
    }

    @Test
    void authorizingLeavesTheReplacedOneValidForItsTime() {
        Instant until = TestChannels.AT.plusSeconds(60);
        changed(changing("old", "new", "old", until)
                .authorized(new TwitterAccount("42", "shop", "Shop", null), "900", TestChannels.AT));

        assertThat(valid(TestChannels.AT)).containsExactly(new Secret("new"), new Secret("old"));
        assertThat(valid(until)).containsExactly(new Secret("new"));
    }

    @Test
    void whatCannotBeOpenedTakesNothingAway() {
        changed(TestChannels.configured(ONE, sealer, "first"));
        Sealer newer = Sealer.with(Sealer.newKeyset());

        changed(TestChannels.configured(ONE, newer, "second"));
        assertThat(valid(TestChannels.AT)).containsExactly(new Secret("first"));

        changed(TestChannels.configured(ONE, sealer, "third"));
        assertThat(valid(TestChannels.AT)).containsExactly(new Secret("third"));
    }

    @Test
    void ofAChannelThatIsNewHereWhatCanBeOpenedIsUsed() {
        Channel inUse = enabled("old");
        Sealer newer = Sealer.with(Sealer.newKeyset());
        changed(entering(inUse, TestChannels.configured(ONE, newer, "new"), null));

        assertThat(valid(TestChannels.AT)).containsExactly(new Secret("old"));
    }

    @Test
    void g9_aReplacedSecretAndCredentialsDoNotOpenInEachOthersPlace() {
        Channel inUse = enabled("old");
        String credentials = String.valueOf(inUse.sealedCredentials());
        changed(entering(inUse, inUse, new PreviousSecret(credentials, TestChannels.AT.plusSeconds(60))));

        assertThat(valid(TestChannels.AT)).containsExactly(new Secret("old"));
    }

    private List<Secret> valid(Instant now) {
        return secrets.find(ONE) instanceof SecretLookup.Known known ? known.valid(now) : List.of();
    }

    private Channel enabled(String secret) {
        return TestChannels.configured(ONE, sealer, secret)
                .authorized(new TwitterAccount("42", "shop", "Shop", null), "900", TestChannels.AT)
                .with(ChannelStatus.ENABLED, TestChannels.AT);
    }

    private Channel changing(String inUse, String pending, String replaced, Instant until) {
        return entering(
                enabled(inUse),
                TestChannels.configured(ONE, sealer, pending),
                PreviousSecret.seal(new Secret(replaced), sealer, ONE, until));
    }

    private static Channel entering(Channel before, Channel like, @Nullable PreviousSecret kept) {
        return before.entering(Objects.requireNonNull(like.inUse()), AfterUnclear.RESEND, kept, TestChannels.AT);
    }

    private void changed(Channel channel) {
        secrets.changed(channel.streamId(), Optional.of(channel));
    }
}
