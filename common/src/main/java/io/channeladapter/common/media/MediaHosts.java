package io.channeladapter.common.media;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/**
 * The only hosts that are ever asked for media.
 *
 * @param signed those that want a request signed with the account's token; no other ever gets one
 * @param open those that give to anyone
 */
public record MediaHosts(List<MediaHost> signed, List<MediaHost> open) {
    private static final int LONGEST_ADDRESS = 1_500;

    public MediaHosts {
        signed = List.copyOf(signed);
        open = List.copyOf(open);
    }

    /**
     * Where a file is.
     *
     * @param address on one of the hosts
     * @param signed whether it wants a signed request
     */
    public record Place(URI address, boolean signed) {}

    /** The place of an address that someone else wrote; empty where none of the hosts has it. */
    public Optional<Place> find(String address) {
        if (address.length() > LONGEST_ADDRESS) {
            return Optional.empty();
        }
        URI uri;
        try {
            uri = new URI(address);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
        if (signed.stream().anyMatch(host -> host.holds(uri))) {
            return Optional.of(new Place(uri, true));
        }
        return open.stream().anyMatch(host -> host.holds(uri)) ? Optional.of(new Place(uri, false)) : Optional.empty();
    }
}
