package io.channeladapter.config.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.BotId;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PrincipalTest {
    private static final BotId OWN = new BotId("own");
    private static final BotId OTHER = new BotId("other");

    @Test
    void anAdminSeesAndChangesEveryBot() {
        Principal admin = Principal.admin("anna");

        assertThat(admin.sees(OTHER)).isTrue();
        assertThat(admin.changes(OTHER)).isTrue();
        assertThat(admin.isAdmin()).isTrue();
    }

    @Test
    void anOwnerSeesAndChangesNoneButTheOwnBots() {
        Principal owner = new Principal("otto", Role.OWNER, Set.of(OWN));

        assertThat(owner.changes(OWN)).isTrue();
        assertThat(owner.sees(OTHER)).isFalse();
        assertThat(owner.changes(OTHER)).isFalse();
        assertThat(owner.isAdmin()).isFalse();
        assertThat(new Principal("nobody", Role.OWNER, Set.of()).sees(OWN)).isFalse();
    }

    @Test
    void aViewerSeesAllBotsOrThoseNamedAndChangesNone() {
        Principal all = new Principal("vera", Role.VIEWER, Set.of());
        Principal one = new Principal("vito", Role.VIEWER, Set.of(OWN));

        assertThat(all.sees(OTHER)).isTrue();
        assertThat(one.sees(OWN)).isTrue();
        assertThat(one.sees(OTHER)).isFalse();
        assertThat(all.changes(OWN)).isFalse();
    }
}
