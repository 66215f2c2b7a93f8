package io.channeladapter.config.view;

import io.channeladapter.config.view.testing.InMemoryChannels;

class InMemoryChannelsTest extends CommandBusContract {
    private final InMemoryChannels channels = new InMemoryChannels();

    @Override
    protected CommandBus bus() {
        return channels;
    }

    @Override
    protected ChannelView view() {
        return channels;
    }
}
