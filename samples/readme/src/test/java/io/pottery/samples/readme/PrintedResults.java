package io.pottery.samples.readme;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares what a test prints with the comments of the {@link Region} of the same name:
 * {@code System.out.println(1 + 1); // 2}.
 */
final class PrintedResults implements BeforeTestExecutionCallback, AfterTestExecutionCallback {

	@Override
	public void beforeTestExecution(ExtensionContext context) {
		ByteArrayOutputStream printed = new ByteArrayOutputStream();
		store(context).put("console", System.out);
		store(context).put("printed", printed);
		System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
	}

	@Override
	public void afterTestExecution(ExtensionContext context) {
		System.setOut(store(context).remove("console", PrintStream.class));
		ByteArrayOutputStream printed = store(context).remove("printed", ByteArrayOutputStream.class);
		if (context.getExecutionException().isEmpty()) {
			assertThat(printed.toString(StandardCharsets.UTF_8).lines()).as("printed")
				.containsExactlyElementsOf(results(context.getRequiredTestMethod().getName()));
		}
	}

	private static List<String> results(String name) {
		return Region.all()
			.stream()
			.filter((region) -> region.name().equals(name))
			.flatMap((region) -> region.results().stream())
			.toList();
	}

	private static ExtensionContext.Store store(ExtensionContext context) {
		return context.getStore(ExtensionContext.Namespace.create(PrintedResults.class));
	}

}
