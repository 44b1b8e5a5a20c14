package io.evenkeel.analysis.cells;

/**
 * How many trials have a number above zero, and how many one below it. Unlike their mean, these
 * shares have exact bounds whatever the law over seeds is.
 *
 * @param above trials with a number above zero
 * @param below trials with a number below zero
 * @param n trials that have the number
 */
public record Signs(long above, long below, long n) {
  /** The signs in no trials. */
  public static final Signs NONE = new Signs(0, 0, 0);

  /**
   * A cell has forty of these, and most are equal. Those of at most this many trials exist only
   * once.
   */
  private static final int FEW = 16;

  private static final Signs[] OF_FEW = ofFew();

  /** The signs with these numbers. Equal signs of few trials are the same object. */
  static Signs of(long above, long below, long n) {
    return n <= FEW ? OF_FEW[place(above, below, n)] : new Signs(above, below, n);
  }

  private static Signs[] ofFew() {
    Signs[] all = new Signs[place(FEW, FEW, FEW) + 1];
    for (int n = 0; n <= FEW; n++) {
      for (int above = 0; above <= n; above++) {
        for (int below = 0; above + below <= n; below++) {
          all[place(above, below, n)] = new Signs(above, below, n);
        }
      }
    }
    return all;
  }

  private static int place(long above, long below, long n) {
    int each = FEW + 1;
    return (int) ((n * each + above) * each + below);
  }
}
