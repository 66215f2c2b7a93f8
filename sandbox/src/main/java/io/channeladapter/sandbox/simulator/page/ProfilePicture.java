package io.channeladapter.sandbox.simulator.page;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.ImageIO;

/**
 * A user's picture as PNG of 48 pixels: five by five fields, the same on both sides, pattern and colour by the id. It
 * has no letters, since a machine without a screen may be without fonts too. Pure.
 */
final class ProfilePicture {
    private static final int PIXELS = 48;
    private static final int FIELDS = 5;
    private static final int MARGIN = 4;
    private static final int PAPER = 0xf2f4f7;
    private static final int[] INKS = {0x1d6fa5, 0xb3492d, 0x3d7a45, 0x7a4b9a, 0xa0741b, 0x2f7f7f, 0xa33a66, 0x4a5568};

    private ProfilePicture() {}

    static byte[] of(String userId) {
        Random pattern = new Random(userId.hashCode());
        int ink = INKS[pattern.nextInt(INKS.length)];
        boolean[][] inked = new boolean[FIELDS][FIELDS];
        for (int row = 0; row < FIELDS; row++) {
            for (int column = 0; column <= FIELDS / 2; column++) {
                inked[row][column] = pattern.nextBoolean();
                inked[row][FIELDS - 1 - column] = inked[row][column];
            }
        }
        BufferedImage image = new BufferedImage(PIXELS, PIXELS, BufferedImage.TYPE_INT_RGB);
        int side = (PIXELS - 2 * MARGIN) / FIELDS;
        for (int y = 0; y < PIXELS; y++) {
            for (int x = 0; x < PIXELS; x++) {
                int row = Math.floorDiv(y - MARGIN, side);
                int column = Math.floorDiv(x - MARGIN, side);
                boolean inside = row >= 0 && row < FIELDS && column >= 0 && column < FIELDS;
                image.setRGB(x, y, inside && inked[row][column] ? ink : PAPER);
            }
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.setUseCache(false);
            if (!ImageIO.write(image, "png", png)) {
                throw new IllegalStateException("This Java writes no PNG");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot draw a picture", e);
        }
        return png.toByteArray();
    }
}
