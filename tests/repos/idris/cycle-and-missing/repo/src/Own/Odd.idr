module Own.Odd
import Own.Even
