package io.channeladapter.sandbox.simulator.control;

import io.channeladapter.sandbox.simulator.api.CallLog;
import io.channeladapter.sandbox.simulator.api.CallRates;
import io.channeladapter.sandbox.simulator.delivery.Conversations;
import io.channeladapter.sandbox.simulator.delivery.Deliverer;
import io.channeladapter.sandbox.simulator.delivery.DeliveryLog;
import io.channeladapter.sandbox.simulator.delivery.WebhookWatch;
import io.channeladapter.sandbox.simulator.faults.FaultBook;
import io.channeladapter.sandbox.simulator.payload.Payloads;
import io.channeladapter.sandbox.simulator.world.Keys;
import io.channeladapter.sandbox.simulator.world.MediaStore;
import io.channeladapter.sandbox.simulator.world.Presence;
import io.channeladapter.sandbox.simulator.world.World;
import java.time.InstantSource;

/**
 * All that the control API and the page reach for.
 *
 * @param world apps, users, messages
 * @param media files of messages
 * @param keys makes new ones
 * @param faults in force
 * @param conversations takes messages
 * @param deliverer sends other events
 * @param payloads makes their bodies
 * @param presence typing and reading
 * @param calls what the API was asked
 * @param rates how often
 * @param deliveries what webhooks were told
 * @param watch challenges webhooks
 * @param clock tells the time
 */
public record Site(
        World world,
        MediaStore media,
        Keys keys,
        FaultBook faults,
        Conversations conversations,
        Deliverer deliverer,
        Payloads payloads,
        Presence presence,
        CallLog calls,
        CallRates rates,
        DeliveryLog deliveries,
        WebhookWatch watch,
        InstantSource clock) {}
