package io.pottery.test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Locale;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The certificate of the servers of this JVM, which signs itself.
 *
 * @param certificate the certificate, as PEM
 * @param key its private key, as PEM
 * @param parsed the certificate
 */
record Certificate(Path certificate, Path key, java.security.cert.Certificate parsed) {

	private static final String ALIAS = "redis";

	/**
	 * Returns the certificate, made when it is first asked for.
	 * @return the certificate
	 */
	static Certificate ofThisJvm() {
		return Holder.CERTIFICATE;
	}

	private static Certificate create() {
		try {
			Path directory = Files.createTempDirectory(ServerGuard.directory(), "tls-");
			Path file = directory.resolve("server.p12");
			// It protects nothing: the directory does.
			String password = "changeit";
			generate(file, password);
			KeyStore store = KeyStore.getInstance(file.toFile(), password.toCharArray());
			Key key = store.getKey(ALIAS, password.toCharArray());
			java.security.cert.Certificate certificate = store.getCertificate(ALIAS);
			return new Certificate(write(directory, "CERTIFICATE", certificate.getEncoded()),
					write(directory, "PRIVATE KEY", key.getEncoded()), certificate);
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new RedisServerException("A certificate for Redis servers could not be made", ex);
		}
	}

	private static void generate(Path file, String password) throws IOException {
		Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
		Process process = new ProcessBuilder(keytool.toString(), "-genkeypair", "-alias", ALIAS, "-keyalg", "EC",
				"-groupname", "secp256r1", "-dname", "CN=localhost", "-ext", "san=dns:localhost,ip:127.0.0.1",
				"-startdate", "-1d", "-validity", "365", "-storetype", "PKCS12", "-keystore", file.toString(),
				"-storepass", password)
			.redirectErrorStream(true)
			.start();
		String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		if (process.onExit().join().exitValue() != 0) {
			throw new IOException("'" + keytool + "' failed: " + printed.strip());
		}
	}

	private static Path write(Path directory, String type, byte[] content) throws IOException {
		String base64 = Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(content);
		return Files.writeString(directory.resolve(type.toLowerCase(Locale.ROOT).replace(' ', '-') + ".pem"),
				"-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n");
	}

	KeyStore trustStore() {
		try {
			KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
			store.load(null, null);
			store.setCertificateEntry(ALIAS, this.parsed);
			return store;
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new IllegalStateException("A certificate could not be stored", ex);
		}
	}

	SSLContext context() {
		try {
			TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			trust.init(trustStore());
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(null, trust.getTrustManagers(), null);
			return context;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("TLS is not to be had", ex);
		}
	}

	private static final class Holder {

		static final Certificate CERTIFICATE = create();

	}

}
