package io.channeladapter.sandbox.simulator.world;

import java.util.List;

/**
 * An app of a simulated developer.
 *
 * @param id digits, as in {@code source_app_id}
 * @param name shown in {@code apps} of an echo
 * @param apiKey OAuth consumer key
 * @param apiSecretKey OAuth consumer secret; also signs challenges and events
 * @param bearerToken what {@code POST /oauth2/token} hands out
 * @param environments dev environment labels, case sensitive
 */
public record App(
        String id, String name, String apiKey, String apiSecretKey, String bearerToken, List<String> environments) {
    public App {
        environments = List.copyOf(environments);
    }

    @Override
    public String toString() {
        return "App " + id;
    }
}
