package io.pottery.quorum;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.pottery.internal.script.Script;

/**
 * A master that says what a test tells it to say, and remembers what it was asked. What a
 * real server answers is tested elsewhere; here it is what the quorum makes of it.
 */
final class ScriptedMaster implements Master {

	/** Leaves a question open, for the test to answer later. */
	static final Object LATER = new Object();

	private final String name;

	private final List<Question> questions = new CopyOnWriteArrayList<>();

	private final Map<String, Function<Question, @Nullable Object>> answers = new HashMap<>();

	private boolean failsOver;

	private @Nullable MasterListener listener;

	ScriptedMaster(String name) {
		this.name = name;
	}

	static List<ScriptedMaster> several(int masters) {
		List<ScriptedMaster> several = new ArrayList<>();
		for (int i = 0; i < masters; i++) {
			several.add(new ScriptedMaster("m" + i));
		}
		return several;
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public CompletionStage<@Nullable Object> send(Script script, List<String> keys, List<String> args,
			Duration deadline) {
		String name = script.name().replace("vote-if-marked-", "");
		Question question = new Question(this, name, keys, args, deadline, new CompletableFuture<>());
		this.questions.add(question);
		Object reply = this.answers.getOrDefault(name, (later) -> LATER).apply(question);
		if (reply != LATER) {
			question.answer(reply);
		}
		return question.reply;
	}

	@Override
	public boolean failsOver() {
		return this.failsOver;
	}

	ScriptedMaster failingOver() {
		this.failsOver = true;
		return this;
	}

	@Override
	public void listen(MasterListener listener) {
		this.listener = listener;
	}

	MasterListener listener() {
		return this.listener;
	}

	/**
	 * Sets what a script is answered at once: a reply, {@code null} for nil, a throwable
	 * to fail, {@link #LATER}; or what is thrown instead.
	 */
	void on(String script, Function<Question, @Nullable Object> answer) {
		this.answers.put(script, answer);
	}

	MasterException failure(MasterException.Reason reason) {
		return new MasterException(this.name, reason, "as told", null);
	}

	List<Question> questions() {
		return this.questions;
	}

	/**
	 * Returns the names of the scripts that were sent, in their order.
	 */
	List<String> asked() {
		return this.questions.stream().map(Question::script).toList();
	}

	List<Question> askedBehind(Question question) {
		return this.questions.subList(this.questions.indexOf(question) + 1, this.questions.size());
	}

	Question last() {
		return this.questions.get(this.questions.size() - 1);
	}

	/**
	 * What a master was asked.
	 */
	record Question(ScriptedMaster master, String script, List<String> keys, List<String> args, Duration deadline,
			CompletableFuture<@Nullable Object> reply) {

		void answer(@Nullable Object value) {
			if (value instanceof Throwable failure) {
				this.reply.completeExceptionally(failure);
			}
			else {
				this.reply.complete(value);
			}
		}

	}

}
