package io.pottery.codec;

import java.util.Arrays;
import java.util.Comparator;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.TokenStreamContext;

/**
 * The array or object that a {@link CanonicalGenerator} is in. It knows where its members
 * start if they must be put in order when it ends.
 */
final class Frame extends TokenStreamContext {

	private static final int FIRST_CAPACITY = 8;

	private final @Nullable Frame parent;

	private @Nullable Frame child;

	private @Nullable String name;

	private @Nullable Object currentValue;

	private boolean expectsValue;

	private boolean unordered;

	private boolean sorted;

	private String[] names = {};

	private int[] starts = {};

	private Frame(int type, @Nullable Frame parent) {
		super(type, -1);
		this.parent = parent;
		this._nestingDepth = (parent != null) ? parent._nestingDepth + 1 : 0;
	}

	static Frame root() {
		return new Frame(TYPE_ROOT, null);
	}

	/**
	 * Enters an array or object.
	 * @param unordered whether its members have no order of their own
	 */
	Frame enter(int type, @Nullable Object value, boolean unordered) {
		Frame frame = this.child;
		if (frame == null) {
			frame = new Frame(type, this);
			this.child = frame;
		}
		frame._type = type;
		frame._index = -1;
		frame.name = null;
		frame.currentValue = value;
		frame.expectsValue = false;
		frame.unordered = unordered;
		frame.sorted = type == TYPE_OBJECT;
		return frame;
	}

	/**
	 * Notes a member's name.
	 * @return whether a name may stand here
	 */
	boolean acceptName(String name, int start) {
		if (this._type != TYPE_OBJECT || this.expectsValue) {
			return false;
		}
		if (this.name != null && this.sorted) {
			this.sorted = CodePoints.compare(this.name, name) < 0;
		}
		this.name = name;
		this.expectsValue = true;
		this._index++;
		note(start);
		this.names[this._index] = name;
		return true;
	}

	/**
	 * Notes a value.
	 * @return whether a value may stand here
	 */
	boolean acceptValue(int start) {
		if (this._type == TYPE_OBJECT) {
			boolean expected = this.expectsValue;
			this.expectsValue = false;
			return expected;
		}
		this._index++;
		if (this.unordered) {
			note(start);
		}
		return this._type == TYPE_ARRAY || this._index == 0;
	}

	private void note(int start) {
		if (this._index == this.starts.length) {
			int capacity = Math.max(FIRST_CAPACITY, this._index * 2);
			this.starts = Arrays.copyOf(this.starts, capacity);
			this.names = Arrays.copyOf(this.names, capacity);
		}
		this.starts[this._index] = start;
	}

	boolean isSeparated() {
		return this._index >= 0 && !this.expectsValue;
	}

	boolean expectsValue() {
		return this.expectsValue;
	}

	boolean mustBeSorted() {
		return this.unordered && !this.sorted && this._index > 0;
	}

	/**
	 * Puts the members in order, in place.
	 * @param text the whole text
	 * @param end where the last member ends
	 * @param separatorLength how many bytes stand between two members
	 * @return the name that two members share, {@code null} if there is none
	 */
	@Nullable String sort(byte[] text, int end, int separatorLength) {
		int count = this._index + 1;
		int first = this.starts[0];
		byte[] unsorted = Arrays.copyOfRange(text, first, end);
		int[] from = new int[count];
		int[] to = new int[count];
		Integer[] order = new Integer[count];
		for (int i = 0; i < count; i++) {
			from[i] = this.starts[i] - first;
			to[i] = (i + 1 < count) ? this.starts[i + 1] - first - separatorLength : unsorted.length;
			order[i] = i;
		}
		Comparator<Integer> comparator = (this._type == TYPE_OBJECT)
				? (one, other) -> CodePoints.compare(this.names[one], this.names[other])
				: (one, other) -> Arrays.compare(unsorted, from[one], to[one], unsorted, from[other], to[other]);
		Arrays.sort(order, comparator);
		byte[] separator = Arrays.copyOfRange(unsorted, to[0], to[0] + separatorLength);
		int position = first;
		for (int i = 0; i < count; i++) {
			int member = order[i];
			if (i > 0) {
				if (this._type == TYPE_OBJECT && this.names[member].equals(this.names[order[i - 1]])) {
					return this.names[member];
				}
				System.arraycopy(separator, 0, text, position, separatorLength);
				position += separatorLength;
			}
			int length = to[member] - from[member];
			System.arraycopy(unsorted, from[member], text, position, length);
			position += length;
		}
		return null;
	}

	@Override
	public @Nullable Frame getParent() {
		return this.parent;
	}

	@Override
	public @Nullable String currentName() {
		return this.name;
	}

	@Override
	public @Nullable Object currentValue() {
		return this.currentValue;
	}

	@Override
	public void assignCurrentValue(@Nullable Object value) {
		this.currentValue = value;
	}

}
