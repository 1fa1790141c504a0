namespace Shapes {}
