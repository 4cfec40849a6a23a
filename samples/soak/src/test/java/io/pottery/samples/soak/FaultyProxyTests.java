package io.pottery.samples.soak;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.pottery.samples.soak.FaultyProxy.Weather;
import io.pottery.test.KeyNames;
import io.pottery.test.RedisServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * What the network does when it is told to.
 */
class FaultyProxyTests {

	private static final int LONG = 30_000;

	private static final int SHORT = 200;

	private final RedisServer server = RedisServer.shared();

	private final String key = KeyNames.fresh();

	private FaultyProxy proxy;

	private Socket client;

	@BeforeEach
	void connect() throws IOException {
		this.proxy = new FaultyProxy(this.server, 1);
		this.client = open();
		assertThat(ask(LONG)).isEqualTo(":1\r\n");
	}

	@AfterEach
	void close() throws IOException {
		this.client.close();
		this.proxy.close();
	}

	@Test
	void repliesThatAreHeldBackComeLater() throws IOException {
		this.proxy.stall(Weather.NO_REPLIES);
		send();
		await().atMost(Duration.ofSeconds(30)).until(() -> value() == 2);
		assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> read(SHORT));
		this.proxy.heal(false);
		assertThat(read(LONG)).isEqualTo(":2\r\n");
	}

	@Test
	void repliesThatAreLostAreLostAfterTheCommandRan() throws IOException {
		this.proxy.stall(Weather.NO_REPLIES);
		send();
		await().atMost(Duration.ofSeconds(30)).until(() -> value() == 2);
		this.proxy.heal(true);
		assertCut();
	}

	@Test
	void requestsThatAreHeldBackRunLater() throws IOException {
		this.proxy.stall(Weather.NO_REQUESTS);
		send();
		assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> read(SHORT));
		assertThat(value()).isOne();
		this.proxy.heal(false);
		assertThat(read(LONG)).isEqualTo(":2\r\n");
	}

	@Test
	void requestsThatAreLostNeverRun() throws IOException {
		this.proxy.stall(Weather.NO_REQUESTS);
		send();
		this.proxy.heal(true);
		assertCut();
		assertThat(value()).isOne();
		assertNewConnectionsWork();
	}

	@Test
	void aHalfOpenConnectionIsSilentAndThenCut() throws IOException {
		this.proxy.halfOpen();
		send();
		assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> read(SHORT));
		try (Socket late = open()) {
			assertThat(late.isConnected()).isTrue();
		}
		this.proxy.heal(true);
		assertCut();
		assertThat(value()).isOne();
		assertNewConnectionsWork();
	}

	@Test
	void aReplyIsCutInTheMiddle() throws IOException {
		this.proxy.cutInNextReply();
		send();
		this.client.setSoTimeout(LONG);
		StringBuilder heard = new StringBuilder();
		try {
			InputStream in = this.client.getInputStream();
			for (int read = in.read(); read >= 0; read = in.read()) {
				heard.append((char) read);
			}
		}
		catch (SocketException ex) {
			// A reset, as it should be.
			assertThat(ex).hasMessageContaining("reset");
		}
		assertThat(":2\r\n").startsWith(heard).isNotEqualTo(heard.toString());
		assertNewConnectionsWork();
	}

	@Test
	void aSlowNetworkStillDelivers() throws IOException {
		this.proxy.delay(20);
		assertThat(ask(LONG)).isEqualTo(":2\r\n");
	}

	@Test
	void connectionsAreCut() throws IOException {
		this.proxy.cut();
		assertCut();
		assertNewConnectionsWork();
	}

	private void assertCut() {
		assertThatExceptionOfType(SocketException.class).isThrownBy(() -> {
			send();
			read(LONG);
		});
	}

	private void assertNewConnectionsWork() throws IOException {
		this.client = open();
		assertThat(ask(LONG)).startsWith(":");
	}

	private Socket open() throws IOException {
		URI uri = URI.create(this.proxy.uri());
		return new Socket(uri.getHost(), uri.getPort());
	}

	private String ask(int millis) throws IOException {
		send();
		return read(millis);
	}

	private void send() throws IOException {
		this.client.getOutputStream().write(("INCR " + this.key + "\r\n").getBytes(StandardCharsets.UTF_8));
	}

	private String read(int millis) throws IOException {
		this.client.setSoTimeout(millis);
		byte[] reply = this.client.getInputStream().readNBytes(4);
		if (reply.length == 0) {
			throw new SocketException("Closed");
		}
		return new String(reply, StandardCharsets.UTF_8);
	}

	private long value() {
		return Long.parseLong(String.valueOf(this.server.command("GET", this.key)));
	}

}
