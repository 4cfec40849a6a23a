package io.pottery.quorum;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import org.jspecify.annotations.Nullable;

/**
 * The room {@code quorum} with its tests once more, with one bug in it.
 */
final class MutantLoader extends ClassLoader {

	private static final String ROOM = "io.pottery.quorum.";

	private static final List<Path> SOURCES = List.of(Path.of("src/main/java/io/pottery/quorum"),
			Path.of("src/test/java/io/pottery/quorum"));

	private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

	private static final StandardJavaFileManager FILES = COMPILER.getStandardFileManager(null, null, null);

	private final Map<String, byte[]> mutated;

	private final String faults;

	MutantLoader(Mutant mutant) {
		super(MutantLoader.class.getClassLoader());
		this.mutated = compile(mutant);
		this.faults = mutant.faults();
	}

	/**
	 * Returns what runs seeds with the bug: it returns what was violated, or
	 * {@code null}.
	 */
	@SuppressWarnings("unchecked")
	LongFunction<@Nullable String> runner() {
		try {
			var method = loadClass(ROOM + "QuorumSimulation").getDeclaredMethod("runner", String.class);
			method.setAccessible(true);
			return (LongFunction<@Nullable String>) method.invoke(null, this.faults);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
		if (!name.startsWith(ROOM)) {
			return super.loadClass(name, resolve);
		}
		synchronized (getClassLoadingLock(name)) {
			Class<?> loaded = findLoadedClass(name);
			return (loaded != null) ? loaded : findClass(name);
		}
	}

	@Override
	protected Class<?> findClass(String name) throws ClassNotFoundException {
		byte[] bytes = this.mutated.get(name);
		if (bytes == null) {
			try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
				if (in == null) {
					throw new ClassNotFoundException(name);
				}
				bytes = in.readAllBytes();
			}
			catch (IOException ex) {
				throw new ClassNotFoundException(name, ex);
			}
		}
		return defineClass(name, bytes, 0, bytes.length);
	}

	private static Map<String, byte[]> compile(Mutant mutant) {
		Map<String, String> sources = new LinkedHashMap<>();
		for (Mutant.Edit edit : mutant.edits()) {
			sources.put(edit.type(), edit.apply(sources.computeIfAbsent(edit.type(), MutantLoader::source)));
		}
		if (sources.isEmpty()) {
			return Map.of();
		}
		Output output = new Output();
		StringWriter words = new StringWriter();
		List<Source> units = sources.entrySet()
			.stream()
			.map((source) -> new Source(source.getKey(), source.getValue()))
			.toList();
		boolean done = COMPILER
			.getTask(words, output, null,
					List.of("-proc:none", "-nowarn", "-implicit:none", "-classpath",
							System.getProperty("java.class.path")),
					null, units)
			.call();
		if (!done) {
			throw new IllegalArgumentException("The mutant '" + mutant + "' does not compile: " + words);
		}
		return output.classes();
	}

	private static String source(String type) {
		for (Path folder : SOURCES) {
			Path file = folder.resolve(type + ".java");
			if (Files.exists(file)) {
				try {
					return Files.readString(file);
				}
				catch (IOException ex) {
					throw new UncheckedIOException(ex);
				}
			}
		}
		throw new IllegalArgumentException("There is no source of " + type);
	}

	/**
	 * An edited source.
	 */
	private static final class Source extends SimpleJavaFileObject {

		private final String text;

		Source(String type, String text) {
			super(URI.create("string:///" + (ROOM + type).replace('.', '/') + ".java"), Kind.SOURCE);
			this.text = text;
		}

		@Override
		public CharSequence getCharContent(boolean ignoreEncodingErrors) {
			return this.text;
		}

	}

	/**
	 * Keeps what the compiler writes.
	 */
	private static final class Output extends ForwardingJavaFileManager<JavaFileManager> {

		private final Map<String, ByteArrayOutputStream> written = new HashMap<>();

		Output() {
			super(FILES);
		}

		@Override
		public JavaFileObject getJavaFileForOutput(Location location, String name, JavaFileObject.Kind kind,
				FileObject sibling) {
			return new SimpleJavaFileObject(URI.create("bytes:///" + name.replace('.', '/')), kind) {

				@Override
				public OutputStream openOutputStream() {
					return Output.this.written.computeIfAbsent(name, (key) -> new ByteArrayOutputStream());
				}

			};
		}

		Map<String, byte[]> classes() {
			Map<String, byte[]> classes = new HashMap<>();
			this.written.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
			return classes;
		}

	}

}
