package io.channeladapter.config.access;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.channeladapter.common.codec.Json;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/**
 * A token that was just made, and its entry for the tokens file.
 *
 * @param token 256 random bits in URL-safe Base64, to be shown once
 * @param entry the entry in JSON, with nothing but the token's hash
 */
public record NewToken(String token, String entry) {

    /**
     * Makes one.
     *
     * @throws InvalidTokensException where the tokens file would not take such an entry
     */
    public static NewToken make(String name, String role, List<String> bots) throws InvalidTokensException {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        ObjectNode entry = Json.object().put("name", name).put("role", role);
        if (!bots.isEmpty()) {
            bots.forEach(entry.putArray("bots")::add);
        }
        entry.put("sha256", TokenHash.of(token));
        ObjectNode file = Json.object();
        file.putArray("tokens").add(entry);
        TokensFile.parse(file.toString().getBytes(StandardCharsets.UTF_8));
        return new NewToken(token, entry.toString());
    }

    @Override
    public String toString() {
        return entry;
    }
}
