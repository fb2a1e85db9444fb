"""What the law lets on air: product categories, the visas they ask for, the hours they are kept to.

Doors: `models.ProductCategory`, `models.Visa`, `services.gate()`.
"""
