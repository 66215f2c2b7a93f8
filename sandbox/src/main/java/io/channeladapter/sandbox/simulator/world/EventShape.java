package io.channeladapter.sandbox.simulator.world;

/** In which shape an account's webhooks are told of events. */
public enum EventShape {
    /** Account Activity, v1.1 and v2: {@code for_user_id} and arrays of events. */
    ACCOUNT_ACTIVITY,
    /** X Activity: each event in an envelope {@code data}. */
    X_ACTIVITY
}
