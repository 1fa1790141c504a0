module Own.Even
import Own.Odd
