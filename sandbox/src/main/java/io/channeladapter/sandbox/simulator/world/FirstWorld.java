package io.channeladapter.sandbox.simulator.world;

import java.time.Instant;
import java.util.List;

/** What is there at the first start: one app, its demo account, three persons. The ids are always the same. */
public final class FirstWorld {
    /** The company's account that the sandbox connects to a bot. */
    public static final String DEMO_ACCOUNT_ID = "1200000001";
    /** The person that examples write as. */
    public static final String FIRST_PERSON_ID = "2200000001";
    /** The only dev environment label of the first app; case sensitive. */
    public static final String ENVIRONMENT = "sandbox";

    private static final String APP_ID = "3100000001";

    private FirstWorld() {}

    /** Fills an empty world; leaves any other alone. */
    public static void createIn(World world, Keys keys, Instant now) {
        if (!world.isEmpty()) {
            return;
        }
        world.change(
                new Change.UserSaved(user(DEMO_ACCOUNT_ID, "AcmeCare", "Acme Customer Care", now)),
                new Change.UserSaved(user(FIRST_PERSON_ID, "AdaBellweather", "Ada Bellweather", now)),
                new Change.UserSaved(user("2200000002", "GracePennant", "Grace Pennant", now)),
                new Change.UserSaved(user("2200000003", "LinusOkonjo", "Linus Okonjo", now)),
                new Change.GrantSaved(keys.grant(APP_ID, DEMO_ACCOUNT_ID)),
                // The app comes last: a start that was killed before it finds the world still empty.
                new Change.AppSaved(keys.app(APP_ID, "Acme Bot", List.of(ENVIRONMENT))));
    }

    private static User user(String id, String screenName, String name, Instant now) {
        return new User(id, screenName, name, now, false, User.Inbox.OPEN, null);
    }
}
