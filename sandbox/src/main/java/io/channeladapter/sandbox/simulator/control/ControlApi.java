package io.channeladapter.sandbox.simulator.control;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.javalin.config.RoutesConfig;

/** All calls of the control API; docs/simulator.md describes them. Safe for many threads. */
public final class ControlApi {
    private final Site site;

    public ControlApi(Site site) {
        this.site = site;
    }

    /** Adds the calls to a server. */
    public void addTo(RoutesConfig server) {
        new ConversationControl(site).addTo(server);
        new MediaControl(site).addTo(server);
        new ActivityControl(site).addTo(server);
        new PeopleControl(site).addTo(server);
        new KeysControl(site).addTo(server);
        new FaultControl(site).addTo(server);
        new SeenControl(site).addTo(server);
        server.get(
                "/health",
                ctx -> Answers.json(
                        ctx, 200, JsonNodeFactory.instance.objectNode().put("status", "up")));
        server.exception(
                ControlProblem.class,
                (problem, ctx) -> Answers.problem(ctx, problem.status(), String.valueOf(problem.getMessage())));
        server.error(404, ctx -> {
            if (ctx.path().startsWith("/control/")
                    && !String.valueOf(ctx.result()).startsWith("{")) {
                Answers.problem(
                        ctx, 404, "There is no " + ctx.method() + " " + ctx.path() + "; see docs/simulator.md.");
            }
        });
    }
}
