package io.channeladapter.config.page;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.config.doctor.Examination.Check;
import io.channeladapter.config.doctor.Examination.Finding;
import io.channeladapter.config.doctor.Examinations;
import io.channeladapter.config.doctor.Examinations.Examined;
import io.channeladapter.config.doctor.Watcher;
import io.channeladapter.config.page.Frame.Notice;
import io.channeladapter.config.page.Html.Parts;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** Examines a channel, and shows each look while it is taken: the answer to the button is one page that grows. */
final class ExaminePage {
    private final ChannelPages pages;
    private final Examinations examinations;
    private final Html html;

    ExaminePage(ChannelPages pages, Examinations examinations, Html html) {
        this.pages = pages;
        this.examinations = examinations;
        this.html = html;
    }

    void addTo(RoutesConfig routes) {
        routes.post(ChannelPages.PATH + "/examine", pages.form(this::examine));
    }

    private void examine(Context ctx, Visitor visitor, Channel channel) throws IOException {
        boolean mayChange = visitor.principal().changes(channel.botId());
        AtomicReference<Examined> examined = new AtomicReference<>();
        html.stream(ctx, "examine.jte", flowing -> {
            Map<String, Object> model = pages.model(visitor, channel, null);
            model.put(
                    "looks",
                    flowing.apply(parts -> examined.set(examinations.examine(channel, mayChange, told(parts)))));
            model.put(
                    "end",
                    flowing.apply(parts ->
                            parts.write("examine-end.jte", pages.model(visitor, channel, notice(examined.get())))));
            return model;
        });
    }

    private static Watcher told(Parts parts) {
        return new Watcher() {
            @Override
            public void began(Check check) {
                parts.write("step-begun.jte", Map.of("title", check.title()));
            }

            @Override
            public void ended(Finding finding) {
                parts.write("finding.jte", Map.of("finding", finding));
            }
        };
    }

    private static Notice notice(Examined examined) {
        String when = " Examined at " + Words.time(examined.at()) + ".";
        return examined.examination()
                .first()
                .map(first -> new Notice(true, "First to mend: " + first.check().title(), first.detail() + when))
                .orElseGet(() -> new Notice(
                        false, "Nothing is wrong", "Everything that was looked at is as it must be." + when));
    }
}
