package io.channeladapter.config.http;

import io.channeladapter.config.change.Problem;
import io.javalin.http.Context;

/** How a problem is told to a person in a browser. */
@FunctionalInterface
public interface ProblemPage {
    /** Answers with the problem's status and a page. */
    void answer(Context ctx, Problem problem);
}
