package io.channeladapter.sandbox.simulator.world;

/** The generations of the API; each counts its sends by itself. */
public enum Generation {
    /** v1.1 premium, with dev environments. */
    V1,
    /** v2, where webhooks belong to an app. */
    V2
}
