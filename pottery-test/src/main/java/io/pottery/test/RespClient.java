package io.pottery.test;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

import org.jspecify.annotations.Nullable;

/**
 * One blocking connection that speaks RESP2.
 */
final class RespClient implements AutoCloseable {

	private final Socket socket;

	private final InputStream replies;

	RespClient(String host, int port, Duration timeout, @Nullable SSLContext tls) throws IOException {
		int millis = Math.toIntExact(timeout.toMillis());
		Socket plain = new Socket();
		try {
			plain.setTcpNoDelay(true);
			plain.setSoTimeout(millis);
			plain.connect(new InetSocketAddress(host, port), millis);
			this.socket = (tls != null) ? secure(tls, plain, host, port) : plain;
			this.replies = new BufferedInputStream(this.socket.getInputStream());
		}
		catch (IOException ex) {
			plain.close();
			throw ex;
		}
	}

	private static Socket secure(SSLContext tls, Socket plain, String host, int port) throws IOException {
		SSLSocket secure = (SSLSocket) tls.getSocketFactory().createSocket(plain, host, port, true);
		SSLParameters parameters = secure.getSSLParameters();
		parameters.setEndpointIdentificationAlgorithm("HTTPS");
		secure.setSSLParameters(parameters);
		secure.startHandshake();
		return secure;
	}

	/**
	 * Sends a command and returns its answer.
	 * @param words the command and its arguments
	 * @return the answer
	 * @throws ErrorReply if the answer is an error
	 * @throws IOException if there is no answer
	 */
	@Nullable Object command(List<String> words) throws IOException {
		ByteArrayOutputStream request = new ByteArrayOutputStream();
		request.writeBytes(ascii("*" + words.size() + "\r\n"));
		for (String word : words) {
			byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
			request.writeBytes(ascii("$" + bytes.length + "\r\n"));
			request.writeBytes(bytes);
			request.writeBytes(ascii("\r\n"));
		}
		this.socket.getOutputStream().write(request.toByteArray());
		Object reply = reply();
		if (reply instanceof ErrorReply error) {
			throw error;
		}
		return reply;
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	private @Nullable Object reply() throws IOException {
		String line = line();
		if (line.isEmpty()) {
			throw new IOException("An empty line is no reply");
		}
		String text = line.substring(1);
		return switch (line.charAt(0)) {
			case '+' -> text;
			case '-' -> new ErrorReply(text);
			case ':' -> Long.valueOf(text);
			case '$' -> bulk(Integer.parseInt(text));
			case '*' -> list(Integer.parseInt(text));
			default -> throw new IOException("'" + line + "' is no reply");
		};
	}

	private @Nullable String bulk(int length) throws IOException {
		if (length < 0) {
			return null;
		}
		byte[] bytes = this.replies.readNBytes(length);
		if (bytes.length < length) {
			throw new EOFException("The connection ended within a reply");
		}
		line();
		return new String(bytes, StandardCharsets.UTF_8);
	}

	private @Nullable List<@Nullable Object> list(int size) throws IOException {
		if (size < 0) {
			return null;
		}
		List<@Nullable Object> list = new ArrayList<>(size);
		for (int i = 0; i < size; i++) {
			list.add(reply());
		}
		return list;
	}

	private String line() throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		for (int b = this.replies.read(); b != '\n'; b = this.replies.read()) {
			if (b < 0) {
				throw new EOFException("The connection ended before a reply");
			}
			if (b != '\r') {
				line.write(b);
			}
		}
		return line.toString(StandardCharsets.UTF_8);
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

	/**
	 * An answer that says what is wrong.
	 */
	static final class ErrorReply extends IOException {

		private static final long serialVersionUID = 1L;

		ErrorReply(String message) {
			super(message);
		}

		@Override
		public String toString() {
			return String.valueOf(getMessage());
		}

	}

}
