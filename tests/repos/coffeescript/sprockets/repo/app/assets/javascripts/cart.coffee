# =require shared/dialogs
class @OldCart
