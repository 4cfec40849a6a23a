package io.pottery.connection;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.pottery.test.RedisServer;

/**
 * Stands between a client and a server. On request it cuts a connection at the moment
 * when the server's answer to the next command comes: the command ran, and the client
 * does not know.
 */
final class CuttingProxy implements AutoCloseable {

	private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

	private final List<Closeable> sockets = new CopyOnWriteArrayList<>(List.of(this.listening));

	private final RedisServer server;

	private volatile boolean cutting;

	CuttingProxy(RedisServer server) throws IOException {
		this.server = server;
		start(this::accept);
	}

	int port() {
		return this.listening.getLocalPort();
	}

	/**
	 * Cuts the connection over which the next answer comes.
	 */
	void cutAtTheNextAnswer() {
		this.cutting = true;
	}

	private void accept() throws IOException {
		while (true) {
			Socket client = this.listening.accept();
			Socket behind = new Socket(this.server.host(), this.server.port());
			this.sockets.addAll(List.of(client, behind));
			start(() -> client.getInputStream().transferTo(behind.getOutputStream()));
			start(() -> answer(client, behind));
		}
	}

	private void answer(Socket client, Socket behind) throws IOException {
		InputStream answers = behind.getInputStream();
		OutputStream out = client.getOutputStream();
		byte[] buffer = new byte[8192];
		for (int length = answers.read(buffer); length > 0; length = answers.read(buffer)) {
			if (this.cutting) {
				this.cutting = false;
				client.close();
				behind.close();
				return;
			}
			out.write(buffer, 0, length);
		}
	}

	private static void start(Task task) {
		Thread thread = new Thread(() -> {
			try {
				task.run();
			}
			catch (SocketException ex) {
				// One of the two sides is gone, and with it the reason to go on.
				return;
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
		});
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public void close() throws IOException {
		for (Closeable socket : this.sockets) {
			socket.close();
		}
	}

	private interface Task {

		void run() throws IOException;

	}

}
