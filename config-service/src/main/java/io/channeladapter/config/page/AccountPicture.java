package io.channeladapter.config.page;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.TwitterAccount;
import io.channeladapter.config.picture.Pictures;
import io.channeladapter.config.picture.Pictures.Picture;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;

/** The picture of a channel's account, from our own address: pages load nothing from elsewhere. */
final class AccountPicture {
    private final ChannelPages pages;
    private final Pictures pictures;

    AccountPicture(ChannelPages pages, Pictures pictures) {
        this.pages = pages;
        this.pictures = pictures;
    }

    void addTo(RoutesConfig routes) {
        routes.get(ChannelPages.PATH + "/picture", pages.page(this::show));
    }

    // 404 where the account is not known yet, has no picture, or Twitter does not give it.
    private void show(Context ctx, Visitor visitor, Channel channel) {
        TwitterAccount account = channel.account();
        Optional<Picture> picture = pictures.of(account == null ? null : account.pictureUrl());
        if (picture.isEmpty()) {
            ctx.status(404);
            return;
        }
        ctx.header("Cache-Control", "private, max-age=3600")
                .contentType(picture.get().type())
                .result(picture.get().bytes());
    }
}
