package io.channeladapter.config.oidc;

import io.channeladapter.common.channel.BotId;
import io.channeladapter.config.access.Principal;
import io.channeladapter.config.access.Role;
import io.channeladapter.config.access.TokensFile;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an id token says of a person. Pure.
 *
 * <p>Roles: {@code adapter:admin}, {@code adapter:owner:<bot>} once for each bot, {@code adapter:viewer} for all bots or
 * {@code adapter:viewer:<bot>}. The highest role counts alone; whatever else is in the claim is of other applications.
 */
final class Claims {
    private static final String ADMIN = "adapter:admin";
    private static final String VIEWER = "adapter:viewer";
    private static final String OWNER_OF = "adapter:owner:";
    private static final String VIEWER_OF = "adapter:viewer:";
    private static final int LONGEST_NAME = 64;
    private static final Pattern NO_GRAPHIC = Pattern.compile("[^\\x21-\\x7E]");

    private Claims() {}

    /** Whom the History names: preferred_username, else the email where it is verified, else the subject. */
    static String name(Map<String, Object> claims) {
        if (claims.get("preferred_username") instanceof String name && TokensFile.isName(name)) {
            return name;
        }
        // Some providers write the truth as a text. An address that no one verified may be another's.
        boolean verified = "true".equals(String.valueOf(claims.get("email_verified")));
        if (verified && claims.get("email") instanceof String email && TokensFile.isName(email)) {
            return email;
        }
        String subject = NO_GRAPHIC.matcher(String.valueOf(claims.get("sub"))).replaceAll("_");
        return subject.length() <= LONGEST_NAME ? subject : subject.substring(0, LONGEST_NAME);
    }

    /** The principal; empty where no role is this service's. */
    static Optional<Principal> principal(String name, Map<String, Object> claims, String rolesClaim) {
        Set<String> roles = texts(at(claims, rolesClaim));
        if (roles.contains(ADMIN)) {
            return Optional.of(Principal.admin(name));
        }
        Set<BotId> owned = bots(roles, OWNER_OF);
        if (!owned.isEmpty()) {
            return Optional.of(new Principal(name, Role.OWNER, owned));
        }
        if (roles.contains(VIEWER)) {
            return Optional.of(new Principal(name, Role.VIEWER, Set.of()));
        }
        Set<BotId> seen = bots(roles, VIEWER_OF);
        return seen.isEmpty() ? Optional.empty() : Optional.of(new Principal(name, Role.VIEWER, seen));
    }

    private static Set<BotId> bots(Set<String> roles, String prefix) {
        Set<BotId> bots = new HashSet<>();
        for (String role : roles) {
            String bot = role.startsWith(prefix) ? role.substring(prefix.length()) : "";
            if (BotId.isValid(bot)) {
                bots.add(new BotId(bot));
            }
        }
        return bots;
    }

    // A claim's own name may hold dots, as those that are addresses do.
    private static @Nullable Object at(Map<?, ?> claims, String path) {
        if (claims.containsKey(path)) {
            return claims.get(path);
        }
        int dot = path.indexOf('.');
        return dot > 0 && claims.get(path.substring(0, dot)) instanceof Map<?, ?> inner
                ? at(inner, path.substring(dot + 1))
                : null;
    }

    private static Set<String> texts(@Nullable Object claim) {
        Set<String> texts = new HashSet<>();
        if (claim instanceof String text) {
            texts.addAll(List.of(text.split(" ", -1)));
        } else if (claim instanceof Collection<?> list) {
            list.forEach(entry -> texts.add(String.valueOf(entry)));
        }
        return texts;
    }
}
