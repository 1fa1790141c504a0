library shop;
import 'src/util.dart';
part 'src/cart.dart';
part 'src/item.dart';
