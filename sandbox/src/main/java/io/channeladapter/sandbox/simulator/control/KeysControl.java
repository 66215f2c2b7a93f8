package io.channeladapter.sandbox.simulator.control;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.channeladapter.sandbox.simulator.world.App;
import io.channeladapter.sandbox.simulator.world.Change;
import io.channeladapter.sandbox.simulator.world.Grant;
import io.channeladapter.sandbox.simulator.world.World;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.stream.Stream;

/** Changes the keys and tokens of an account, as its developer does in the portal. Safe for many threads. */
final class KeysControl {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Site site;

    KeysControl(Site site) {
        this.site = site;
    }

    void addTo(RoutesConfig server) {
        server.post("/control/accounts/{id}/keys", this::change);
    }

    private void change(Context ctx) {
        Fields fields = Fields.of(ctx, "apiSecretKey", "newTokens", "environmentLabel");
        World world = site.world();
        String id = ctx.pathParam("id");
        List<Grant> grants = world.grantsOf(id);
        if (grants.isEmpty()) {
            throw new ControlProblem(404, "There is no account " + id + ".");
        }
        App app = world.app(grants.getLast().appId()).orElseThrow();
        world.change(new Change.AppSaved(new App(
                app.id(),
                app.name(),
                app.apiKey(),
                fields.text("apiSecretKey").orElse(app.apiSecretKey()),
                app.bearerToken(),
                Stream.concat(fields.text("environmentLabel").stream(), app.environments().stream())
                        .distinct()
                        .toList())));
        if (fields.flag("newTokens", false)) {
            // Twitter's portal lets the former tokens die with the new ones.
            grants.forEach(grant -> world.change(new Change.GrantSaved(grant.withRevoked(true))));
            world.change(new Change.GrantSaved(site.keys().grant(app.id(), id)));
        }
        Answers.json(ctx, 200, JSON.valueToTree(IssuedKeys.of(world, id)));
    }
}
