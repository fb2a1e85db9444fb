"""What the campaigns of the demonstration are called and say, by product category."""

TITLES = {
    "agroalimentaire": ["Le lait du matin", "Yaourt Gardo, le goût de chez nous", "Beurre des collines", "Fromage de Dori", "Dégué de la fête"],
    "banque": ["Rentrée des comptes", "Épargne Tonton", "Crédit moto 48 h", "Compte jeune Burkindi", "Carte Naaba sans contact"],
    "telecom": ["Forfait Zoodo", "Nuits illimitées", "Mobile Argent à 0 F", "La 4G jusqu’à Djibo", "Bonus du vendredi"],
    "boissons-alcoolisees": ["Kadiogo, bière légère", "La pause Kadiogo", "Soirée Kadiogo Live", "Kadiogo, 30 ans"],
    "boissons": ["Fraîcheur du marché", "Bissap des champions", "Zomkom gingembre", "Une eau, une source", "Pause de midi"],
    "hygiene": ["Savon de la fête", "Linge plus blanc", "Mains propres", "Javel citron", "Un savon, mille bulles"],
    "textile": ["Le fil d’or du Faso", "Danfani du 8 mars", "Collection Tabaski", "Pagne de la rentrée", "Cousu au Faso"],
    "btp": ["Bâtir solide", "Le sac qui tient", "Toiture anti-chaleur", "Prix chantier", "Ma maison, mes tôles"],
    "transport": ["Ouaga–Bobo toutes les heures", "Voyagez climatisé", "Colis du soir", "Départs de Tabaski", "Rentrée à moitié prix"],
    "commerce": ["Les quinze jours fous", "Foire aux cahiers", "Marché de Noël", "Panier malin", "Outillage à prix cassé"],
    "energie": ["Le soleil paie la facture", "Kit lampe et télé", "Bouteille 6 kg", "Pompe solaire du maraîcher"],
    "assurance": ["Assuré dès la moto", "Santé famille Baobab", "Voyage serein", "Récolte protégée"],
    "jeux": ["Tirage du samedi", "Grattez l’éléphant", "Cagnotte du millénaire", "La chance de midi"],
    "automobile": ["Essai du week-end", "Pick-up Sahélia", "Tengré 125, première main", "Révision à 15 000 F"],
    "tourisme": ["Week-end aux cascades", "Séminaires au vert", "Réveillon à Banfora", "Offre résidents"],
    "culture": ["Billetterie ouverte", "Dix nuits de musique", "Programme de clôture", "Appel aux artistes"],
    "service-public": ["Casque obligatoire", "Feux de nuit", "Ne roulez pas fatigué", "Traversez au passage"],
}  # fmt: skip
OBJECTIVES = {"service-public": "sensibilisation", "culture": "promotion"}
LANGUAGES = ("Français", "Français, mooré", "Français, mooré, dioula", "Mooré, dioula, fulfuldé")
AUDIENCES = (
    "Familles des centres urbains", "18–35 ans, Ouagadougou et Bobo-Dioulasso", "Commerçantes et commerçants",
    "Fonctionnaires et salariés", "Jeunes diplômés", "Tout public",
)  # fmt: skip
MESSAGES = (
    "Un produit d’ici, au prix d’ici.", "La qualité que l’on partage en famille.", "Plus simple, plus proche, moins cher.",
    "Disponible partout au Faso dès aujourd’hui.", "Une offre limitée à la période de la campagne.",
)  # fmt: skip
