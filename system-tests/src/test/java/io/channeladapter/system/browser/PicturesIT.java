package io.channeladapter.system.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.channeladapter.system.TestChannel;
import io.channeladapter.system.TheAdapter;
import io.channeladapter.system.Twitter;
import io.channeladapter.system.WithAdapter;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Takes the pictures of the page in docs/images anew, with {@code -Dtest.jvm.args=-Dupdate.docs=true}; run alone, so that
 * no other test's bots are on them. The demo channel of the sandbox is their subject.
 */
@ExtendWith({WithAdapter.class, WithBrowser.class})
@EnabledIfSystemProperty(named = "update.docs", matches = "true")
class PicturesIT {
    private static final Path IMAGES = Path.of("../docs/images");
    private static final int MOST_BYTES = 150_000;

    private final TheAdapter adapter;
    private final Twitter twitter;

    PicturesIT(TheAdapter adapter) {
        this.adapter = adapter;
        this.twitter = adapter.twitter();
    }

    @Test
    void eachTabOnADesktopAndOnAPhoneInLightAndInDark(Owner owner, @Seen(Look.PHONE) Owner onPhone) throws IOException {
        String demo = "/channels/" + adapter.addresses().streamid();
        hold();
        owner.page().setViewportSize(1100, 900);
        // Nothing is taken while it moves.
        owner.page().emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
        owner.signsIn();

        TestChannel orders = adapter.configuredChannel("orders", twitter.addAccount("AcmeOrders"));
        owner.opens(orders.page());
        owner.authorizes();
        owner.seesNotice("Authorized");
        take(owner, "authorize", true);
        owner.presses("Enable");
        owner.seesNotice("Enabled");

        TestChannel press = adapter.configuredChannel("press", twitter.addAccount("AcmePress"));
        twitter.mayOnly(press.accountId(), "read");
        owner.opens(press.page());
        owner.authorizes();
        owner.seesNotice("Not authorized");
        take(owner, "authorize-failed", true);

        owner.opens("/");
        take(owner, "bots", false);
        owner.opens(demo + "/configurations");
        take(owner, "configurations", false);
        owner.presses("Delete this channel");
        assertThat(owner.button("Delete for ever")).isVisible();
        take(owner, "delete", false);
        owner.opens(demo + "/history");
        take(owner, "history", false);
        owner.opens(demo + "/activity");
        owner.page().locator("li.journey summary").nth(1).click();
        take(owner, "activity", true);
        owner.opens(demo + "/health");
        take(owner, "health", true);
        owner.opens(demo + "/configurations");
        owner.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        take(owner, "dark", false);

        onPhone.signsIn();
        onPhone.opens(demo + "/configurations");
        take(onPhone, "phone", false);
    }

    /** A few conversations with the echo bot. */
    private void hold() {
        String account = adapter.addresses().accountId();
        List<String> people = List.of("AdaBellweather", "GracePennant", "LinusOkonjo");
        List<String> texts = List.of("Is my parcel on its way?", "Thank you!", "When do you open on Sunday?");
        for (int i = 0; i < people.size(); i++) {
            twitter.write(people.get(i), account, texts.get(i));
            twitter.awaitReceived(people.get(i), account, 1);
        }
    }

    private static void take(Owner owner, String name, boolean whole) throws IOException {
        Path file = IMAGES.resolve(name + ".png");
        owner.page().evaluate("() => window.scrollTo(0, 0)");
        byte[] taken = owner.page().screenshot(new Page.ScreenshotOptions().setFullPage(whole));
        Files.write(file, smaller(taken));
        assertThat(Files.size(file)).as(name).isLessThan(MOST_BYTES);
    }

    // A browser is quick about it, and takes a quarter more.
    private static byte[] smaller(byte[] png) throws IOException {
        BufferedImage taken = ImageIO.read(new ByteArrayInputStream(png));
        BufferedImage opaque = new BufferedImage(taken.getWidth(), taken.getHeight(), BufferedImage.TYPE_INT_RGB);
        opaque.createGraphics().drawImage(taken, 0, 0, null);
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ImageWriteParam most = writer.getDefaultWriteParam();
        most.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        most.setCompressionQuality(0);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(opaque, null, null), most);
        }
        writer.dispose();
        return bytes.toByteArray();
    }
}
