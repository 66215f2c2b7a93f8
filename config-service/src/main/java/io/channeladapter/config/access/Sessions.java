package io.channeladapter.config.access;

import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.codec.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sessions of people who signed in. A session is its cookie: who it is, until when, and a random text, signed, so that
 * every instance knows it, also after a restart, and another admin token ends them all. Whoever is in the tokens file
 * is looked up there each time: one who was removed, or whose token was replaced, is out at once. So
 * is everyone whom an identity provider vouched for that is not the one of the settings. Safe for many threads.
 */
public final class Sessions {
    /** How long a session by a token lasts, which is looked up with each request. */
    public static final Duration LIFE = Duration.ofHours(12);
    /** How long one by the identity provider lasts, until the provider is asked again. */
    public static final Duration LIFE_BY_PROVIDER = Duration.ofHours(1);

    /** Browsers drop a cookie of more than 4,096 bytes with its name and attributes, and say nothing. */
    public static final int LONGEST_COOKIE = 3_500;

    private final Tokens tokens;
    private final @Nullable String provider;
    private final Supplier<String> random;
    private final Signatures cookies;
    private final Signatures forms;

    /**
     * @param provider mark of those whom the identity provider vouches for now; null where there is none
     * @param random fresh random text of URL-safe Base64
     */
    public Sessions(CookieKey key, Tokens tokens, @Nullable String provider, Supplier<String> random) {
        this.tokens = tokens;
        this.provider = provider;
        this.random = random;
        this.cookies = new Signatures(key, "session");
        this.forms = new Signatures(key, "form");
    }

    /**
     * A session that lasts.
     *
     * @param principal who it is, as of now
     * @param csrf what forms of this session carry
     */
    public record Session(Principal principal, String csrf) {}

    // Of a token, role and bots are looked up with each request.
    private record Claims(
            String name,
            Role role,
            Set<BotId> bots,
            Identity.Source source,
            String mark,
            long expiresAtEpochSeconds,
            String random) {}

    /** How long a session of this kind lasts. */
    public static Duration life(Identity.Source source) {
        return switch (source) {
            case ADMIN_TOKEN, NAMED_TOKEN -> LIFE;
            case PROVIDER -> LIFE_BY_PROVIDER;
        };
    }

    /** The cookie of a new session. */
    public String begin(Identity identity, Instant now) {
        Principal principal = identity.principal();
        return cookies.signed(Json.bytes(new Claims(
                principal.name(),
                principal.role(),
                identity.source() == Identity.Source.PROVIDER ? principal.bots() : Set.of(),
                identity.source(),
                identity.mark(),
                now.plus(life(identity.source())).getEpochSecond(),
                random.get())));
    }

    /** The session of a cookie; empty where it is none of ours, has expired, or its token is not in force any more. */
    public Optional<Session> of(String cookie, Instant now) {
        return cookies.open(cookie)
                .flatMap(bytes -> Json.read(bytes, Claims.class))
                .filter(claims -> claims.expiresAtEpochSeconds() > now.getEpochSecond())
                .flatMap(this::principal)
                .map(principal -> new Session(principal, forms.of(cookie)));
    }

    /** Whether a form is of this session. */
    public static boolean isOf(Session session, String csrf) {
        return TokenHash.same(session.csrf(), csrf);
    }

    private Optional<Principal> principal(Claims claims) {
        return switch (claims.source()) {
            case ADMIN_TOKEN -> Optional.of(Principal.admin(Tokens.ADMIN));
            case NAMED_TOKEN ->
                tokens.named(claims.name())
                        .filter(now -> now.mark().equals(claims.mark()))
                        .map(Identity::principal);
            case PROVIDER ->
                claims.mark().equals(provider)
                        ? Optional.of(new Principal(claims.name(), claims.role(), claims.bots()))
                        : Optional.empty();
        };
    }
}
